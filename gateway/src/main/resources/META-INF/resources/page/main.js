import {functionsView} from './functions.js';
import {invocationView} from './invocation.js';
import {invocationsView} from './invocations.js';

const INTERVAL = 1500;
const main = document.getElementById('main');
const health = document.getElementById('health');
let view = null;

function overview(query) {
  const filter = {function: query.get('function') ?? '', state: query.get('state') ?? ''};
  const functions = functionsView();
  const invocations = invocationsView(filter);
  return {
    elements: [functions.element, invocations.element],
    refresh: () => Promise.all([functions.refresh(), invocations.refresh()]),
    key: name => move(invocations.rows, {j: 1, k: -1}[name]),
  };
}

function detail(id) {
  const invocation = invocationView(id);
  return {...invocation, elements: [invocation.element]};
}

/** j and k go down and up in a list, as in many programs. */
function move(rows, by) {
  if (!by) return;
  const links = [...rows.querySelectorAll('a')];
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

function route() {
  const [path, query] = location.hash.slice(1).split('?');
  const id = path.match(/^\/invocations\/([0-9a-f-]+)$/)?.[1];
  view?.close?.();
  view = id ? detail(id) : overview(new URLSearchParams(query));
  document.title = 'Scarlet';
  main.replaceChildren(...view.elements);
  main.className = id ? 'one' : 'two';
  refresh();
}

async function refresh() {
  const shown = view;
  try {
    await shown.refresh();
    health.textContent = '';
    health.classList.remove('bad');
  } catch (error) {
    health.textContent = error.status ? error.message : 'The gateway does not answer; trying again …';
    health.classList.add('bad');
  }
}

async function keepFresh() {
  if (!document.hidden) await refresh();
  setTimeout(keepFresh, INTERVAL);
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input,dialog')) return;
  if (event.key === 'Escape') location.hash = '#/';
  view?.key?.(event.key);
});
document.addEventListener('dragover', event => event.preventDefault());
document.addEventListener('drop', event => event.preventDefault());
window.addEventListener('hashchange', route);
route();
setTimeout(keepFresh, INTERVAL);
