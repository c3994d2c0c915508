const KEPT = 'scarlet-token';
let asking = null;

/** A call was answered with an error; the message says what to do. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function askForToken() {
  asking ??= new Promise(given => {
    const dialog = document.getElementById('token');
    const input = dialog.querySelector('input');
    dialog.addEventListener('close', () => {
      sessionStorage.setItem(KEPT, input.value);
      input.value = '';
      asking = null;
      given();
    }, {once: true});
    dialog.showModal();
  });
  return asking;
}

/** Fetches, with the gateway's token where it asks for one. */
export async function call(path, options = {}) {
  for (;;) {
    const token = sessionStorage.getItem(KEPT);
    const headers = token ? {...options.headers, Authorization: `Bearer ${token}`} : options.headers;
    const response = await fetch(path, {...options, headers});
    if (response.status === 401) {
      await askForToken();
    } else if (response.ok) {
      return response;
    } else {
      const body = await response.text();
      let message = body || `${response.status} ${response.statusText}`;
      try { message = JSON.parse(body).message ?? message; } catch { /* not JSON: said as it is */ }
      throw new Refused(response.status, message);
    }
  }
}

const json = async (path, options) => (await call(path, options)).json();

export const functions = () => json('api/functions');

export function invocations(filter) {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  return json(`api/invocations?${query}`);
}

export const invocation = id => json(`api/invocations/${id}`);
export const replay = id => json(`api/invocations/${id}/replay`, {method: 'POST'});
export const cancel = id => json(`api/invocations/${id}/cancel`, {method: 'POST'});
export const replayDead = name => json(`api/functions/${name}/replay?state=Dead`, {method: 'POST'});

export const put = (name, file) =>
  json(`api/functions/${name}/files/${encodeURIComponent(file.name)}`, {method: 'PUT', body: file});

/** What stores sent and nobody could read; nothing where this page may not know. */
export const refusedEvents = async () => {
  try { return (await json('events/refused')).refused; } catch { return []; }
};

export const log = (id, signal) => call(`api/invocations/${id}/log?follow=true`, {signal});
export const input = id => call(`api/invocations/${id}/input`);
export const output = (id, place) => call(`api/invocations/${id}/outputs/${place}`);
