/** Asks a server for JSON, and says in one way what went wrong. */

