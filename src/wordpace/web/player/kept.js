/** What is kept on this device under a name. Storage may be forbidden, full or hold anything. */

export function keptAt(name) {
  return {
    /** What was saved last, or null. */
    load() {
      try {
        return JSON.parse(localStorage.getItem(name));
      } catch {
        return null;
      }
    },

    save(value) {
      try {
        if (value === null) localStorage.removeItem(name);
        else localStorage.setItem(name, JSON.stringify(value));
      } catch {
        // Then it lasts as long as the page.
      }
    },
  };
}
