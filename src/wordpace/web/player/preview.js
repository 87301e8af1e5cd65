/** Plays a short sound beside the article: how a word would be said. One at a time. */

let sounding = null;

export async function preview(url) {
  sounding?.pause();
  const sound = new Audio(url);
  sounding = sound;
  try {
    await sound.play();
  } catch (error) {
    if (error.name !== "AbortError") throw error; // another one was asked for
  }
}
