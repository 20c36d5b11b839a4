export type ServerSentEvent = { readonly event: string; readonly data: string; readonly id: string | null }

/**
 * Reads Server-Sent Events from text that comes in pieces, cut anywhere. Comments, and so keep-alives, are left out.
 * @returns A function that takes the next piece and gives the messages which it completed.
 * @see     https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export const serverSentEvents = (): ((piece: string) => ServerSentEvent[]) => {
  let rest = ''
  return (piece) => {
    rest += piece
    const blocks = rest.split(/\r?\n\r?\n/)
    rest = blocks.pop()!
    return blocks.map(messageOf).filter((message) => message !== null)
  }
}

const messageOf = (block: string): ServerSentEvent | null => {
  const fields = new Map<string, string[]>()
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^([a-z]+):? ?(.*)$/.exec(line) ?? []
    if (name !== undefined) fields.set(name, [...(fields.get(name) ?? []), value!])
  }
  const data = fields.get('data')
  if (!data) return null
  return {
    event: fields.get('event')?.at(-1) ?? 'message',
    data: data.join('\n'),
    id: fields.get('id')?.at(-1) ?? null,
  }
}
