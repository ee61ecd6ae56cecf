// Offers names after “@” in a text: only of those who would read it. Choosing one ticks the box that the page has for them,
// and taking the name out of the text again takes that tick away.
const BEGUN = /(?:^|\s)@([\p{L}'’-]*(?: [\p{L}'’-]*)?)$/u;
const MOST = 6;

export function names(box, status, tickOf) {
  const list = document.createElement("ul");
  list.id = "names-to-choose";
  list.className = "names";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People who read this");
  list.hidden = true;
  box.after(list);
  let people = [];
  let begun = "";
  let at = -1;
  let caret = -1;
  const ticked = new Map();

  function close() {
    list.hidden = true;
    list.replaceChildren();
    box.removeAttribute("aria-activedescendant");
    box.removeAttribute("aria-controls");
    at = -1;
  }

  function mark(to) {
    at = (to + list.children.length) % list.children.length;
    [...list.children].forEach((each, place) => each.setAttribute("aria-selected", String(place === at)));
    box.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function choose(one) {
    const before = box.value.slice(0, box.selectionStart - begun.length - 1);
    const after = box.value.slice(box.selectionStart);
    box.value = `${before}${one.name}${after.startsWith(" ") ? "" : " "}${after}`;
    const place = before.length + one.name.length + 1;
    box.setSelectionRange(place, place);
    const tick = tickOf(one);
    if (!tick.checked) ticked.set(tick, one.name);
    tick.checked = true;
    close();
    status.textContent = `${one.name} gets a notice.`;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  function look() {
    const found = BEGUN.exec(box.value.slice(0, box.selectionStart));
    if (!found) return close();
    begun = found[1];
    caret = box.selectionStart;
    const typed = begun.toLocaleLowerCase();
    const fits = people.filter(({ name }) => {
      const whole = name.toLocaleLowerCase();
      return whole.startsWith(typed) || whole.split(" ").some((word) => word.startsWith(typed));
    }).slice(0, MOST);
    if (!fits.length) return close();
    list.replaceChildren(...fits.map((one, place) => {
      const row = document.createElement("li");
      row.id = `name-${place}`;
      row.setAttribute("role", "option");
      row.textContent = `${one.name}, ${one.agency}`;
      row.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(one);
      });
      return row;
    }));
    list.hidden = false;
    list.people = fits;
    box.setAttribute("aria-controls", list.id);
    mark(0);
    status.textContent = fits.length === 1 ? "1 name. Enter takes it." : `${fits.length} names. Arrow keys choose, Enter takes one.`;
  }

  // Whoever was named by mistake is not told that the message is for them.
  function forget() {
    for (const [tick, name] of ticked) {
      if (box.value.includes(name)) continue;
      ticked.delete(tick);
      if (!tick.checked) continue;
      tick.checked = false;
      status.textContent = `${name} gets no notice.`;
    }
  }

  box.setAttribute("aria-autocomplete", "list");
  box.addEventListener("input", ({ isTrusted }) => {
    if (!isTrusted) return;
    forget();
    look();
  });
  box.addEventListener("blur", close);
  // A name goes where it was begun: once the caret has left that place, none is offered for it.
  document.addEventListener("selectionchange", () => { if (!list.hidden && box.selectionStart !== caret) look(); });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (box.selectionStart !== caret) return close();
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter") choose(list.people[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });

  return {
    // Somebody may have typed on while the names were on their way.
    offer(now) {
      people = now;
      if (document.activeElement === box) look();
    },
  };
}
