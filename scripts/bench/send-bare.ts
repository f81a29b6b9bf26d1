/** What is timed goes by itself: nothing of a client's own work is in the figure. A POST where there is a body. */
export async function sendBare<T>(url: string, token: string, body?: object): Promise<T> {
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${new URL(url).pathname.split('/').at(-1)} was answered ${answer.status}`);
  return (await answer.json()) as T;
}
