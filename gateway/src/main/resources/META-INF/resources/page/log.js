import * as api from './api.js';
import {h} from './dom.js';

const LONGEST = 400000;

/** A log that grows as the script prints, and stays at its end unless the reader has scrolled up. */
export function logView(id) {
  const lines = h('pre', {class: 'log', tabindex: '0', role: 'log', 'aria-label': 'Log'});
  let stop = new AbortController();

  function add(text) {
    const atEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
    lines.append(text);
    if (lines.textContent.length > LONGEST) lines.textContent = lines.textContent.slice(-LONGEST / 2);
    if (atEnd) lines.scrollTop = lines.scrollHeight;
  }

  async function follow(signal) {
    const response = await api.log(id, signal);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) add(part.value);
    if (!lines.textContent) add('The script has printed nothing.\n');
  }

  return {
    element: lines,
    start() {
      stop = new AbortController();
      lines.textContent = '';
      follow(stop.signal).catch(error => {
        if (error.name !== 'AbortError') add(`\nscarlet: the log broke off: ${error.message}\n`);
      });
    },
    stop: () => stop.abort(),
  };
}
