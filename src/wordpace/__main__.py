"""`python -m wordpace` is the command `wordpace`."""

from wordpace.cli import main

if __name__ == "__main__":
    main()
