// Talking to the server. An error has the server's code; `error.said` is what to tell the reviewer.
import { session, t, word } from './session.js';

export class ApiError extends Error {
  constructor(code, answer = {}) {
    super(code);
    this.code = code;
    this.slot = answer.slot;
    this.by = answer.by;
    const said = word('errors', code).replace('{by}', answer.by || t('somebody'));
    this.said = this.slot ? `${word('fields', this.slot)}: ${said}` : said;
  }
  get conflict() { return ['decided_meanwhile', 'claim_changed', 'claim_gone'].includes(this.code); }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { credentials: 'same-origin', ...options });
  } catch {
    throw new ApiError('no_connection');
  }
  const data = await answer.json().catch(() => ({ error: answer.status === 403 ? 'no_session' : 'server_error' }));
  if (!answer.ok) throw new ApiError(data.error || 'server_error', data);
  return data;
}

export const get = (name, query = {}) => ask(`/api/${name}?${new URLSearchParams(query)}`);
export const post = (name, body = {}) => ask('/api/' + name, {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-csrf-token': session.csrf },
  body: JSON.stringify(body),
});
