let last: HTMLElement | null = null;

// From the start on: a form that comes by a chunk of its own finds the menu gone from which it was opened.
document.addEventListener("focusin", (event) => {
  last = event.target instanceof Element ? openerOf(event.target) : last;
});

/** Where the keyboard is or was last; of a menu, which closes, the button that opened it. */
export function openerNow(): HTMLElement | null {
  const at = document.activeElement;
  return at === null || at === document.body ? last : openerOf(at);
}

function openerOf(at: Element): HTMLElement | null {
  const menu = at.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return menu ? document.getElementById(menu) : at instanceof HTMLElement ? at : null;
}
