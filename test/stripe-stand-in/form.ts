/** What a request says, as Stripe's form encoding nests it: `card[number]=1`, `expand[0]=a`. */
export type Params = Record<string, any>

/** Lists arrive as `expand[0]` or `expand[]`; all values are text. */
export const readForm = (text: string): Params => {
  const root: Params = {}
  for (const [name, value] of new URLSearchParams(text))
    put(root, name.split(/[[\]]+/).filter(Boolean), value)
  return lists(root)
}

const put = (root: Params, path: readonly string[], value: string): void => {
  let place = root
  for (const part of path.slice(0, -1)) place = place[part] ??= {}
  place[path.at(-1)!] = value
}

/** An object whose keys are 0, 1, 2, … was a list. */
const lists = (value: any): any => {
  if (typeof value !== 'object') return value
  const keys = Object.keys(value)
  const parts = Object.fromEntries(keys.map((key) => [key, lists(value[key])]))
  return keys.length > 0 && keys.every((key, index) => key === String(index)) ? Object.values(parts) : parts
}
