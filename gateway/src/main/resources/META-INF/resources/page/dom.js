/** Makes an element: properties that begin with "on" are listeners, all others attributes. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== undefined && value !== null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

/**
 * Shows the items in this order, each by an element of its own that is made once and renewed when
 * its item changes, so that what has the focus keeps it.
 */
export function keyed(parent, items, key, make) {
  const before = parent.keyedElements ?? new Map();
  const now = new Map();
  for (const item of items) {
    const text = JSON.stringify(item);
    let entry = before.get(key(item));
    if (!entry || entry.text !== text) {
      const focused = entry && entry.element.contains(document.activeElement);
      const element = make(item);
      entry?.element.replaceWith(element);
      entry = {text, element};
      if (focused) (element.matches('a,button') ? element : element.querySelector('a,button'))?.focus();
    }
    now.set(key(item), entry);
  }
  for (const [name, entry] of before) if (!now.has(name)) entry.element.remove();
  let place = parent.firstElementChild;
  for (const {element} of now.values()) {
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  parent.keyedElements = now;
}

/** Says something in passing, to eyes and to screen readers. */
export function say(text, bad = false) {
  const said = document.getElementById('said');
  said.textContent = text;
  said.classList.toggle('bad', bad);
  said.classList.add('shown');
  clearTimeout(say.timer);
  say.timer = setTimeout(() => said.classList.remove('shown'), bad ? 8000 : 3500);
}
