import * as api from './api.js';
import {h, keyed} from './dom.js';
import {ago, duration, subject} from './format.js';

const STATES = ['Pending', 'Running', 'Succeeded', 'Dead', 'Cancelled'];
const PAGE = 50;

/** The newest invocations, live, with older ones on demand. */
export function invocationsView(filter) {
  const rows = h('ul', {class: 'rows', 'aria-label': 'Invocations, newest first'});
  const more = h('button', {type: 'button', class: 'more', hidden: true,
    onclick: () => { pages++; refresh(); }}, 'Show older ones');
  const empty = h('p', {class: 'empty', hidden: true},
    'Nothing here yet. Put a file into an input: it appears at once.');
  let pages = 1;

  const element = h('section', {'aria-labelledby': 'invocations'},
    h('h2', {id: 'invocations'}, 'Invocations'),
    h('nav', {class: 'filter', 'aria-label': 'Filter'},
      filter.function && h('a', {class: 'chip on', href: address({...filter, function: ''})},
        `${filter.function} ✕`) || null,
      h('a', {class: filter.state ? 'chip' : 'chip on', href: address({...filter, state: ''})}, 'All'),
      STATES.map(state => h('a', {class: filter.state === state ? 'chip on' : 'chip',
        href: address({...filter, state})}, state))),
    rows, empty, more);

  async function refresh() {
    const found = await api.invocations({...filter, limit: PAGE * pages});
    keyed(rows, found.invocations.map(shown), row => row.id, row);
    for (const time of rows.querySelectorAll('time')) time.textContent = ago(time.dateTime);
    empty.hidden = found.invocations.length > 0;
    more.hidden = !found.cursor || PAGE * pages >= 1000;
  }
  return {element, refresh, rows};
}

function address(filter) {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  return `#/?${query}`;
}

/** What a row tells; when nothing of it changes, the row stays as it is. */
function shown(invocation) {
  const {id, state, reason, createdAt, endedAt, attemptCount} = invocation;
  return {id, state, reason, createdAt, endedAt, attemptCount, function: invocation.function, subject: subject(invocation)};
}

function row(i) {
  const took = i.endedAt ? duration(new Date(i.endedAt) - new Date(i.createdAt)) : '';
  const tries = i.attemptCount > 1 ? `${i.attemptCount} attempts` : '';
  return h('li', {}, h('a', {class: 'row', href: `#/invocations/${i.id}`},
    h('span', {class: `state ${i.state}`}, i.state),
    h('span', {class: 'key', title: i.subject}, i.subject),
    h('span', {class: 'function'}, i.function),
    h('span', {class: 'note'}, [i.reason, tries].filter(Boolean).join(', ')),
    h('span', {class: 'took'}, took),
    h('time', {datetime: i.createdAt, title: i.createdAt}, ago(i.createdAt))));
}
