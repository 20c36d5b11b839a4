import { readStored, writeStored, type TabStorage } from '../session-access.ts'
import { noChoices, type Choices } from './link-choices.ts'
import type { Launch } from './link-shapes.ts'

/** The checkout that this tab went on to, and the input that it was made from. */
export interface LaunchOfChoices {
  readonly fingerprint: string
  readonly launch: Launch
}

/** What this tab remembers of one link, so that the way back from its checkout leads to the page as it was left. */
export interface LinkMemory {
  choices: Choices | null
  launched: LaunchOfChoices | null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parse = (text: string | null): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

/** Another build of this page may have left something else: only what has the right shape is taken. */
const choicesIn = (text: string | null): Choices | null => {
  const found = parse(text)
  if (found === null) return null
  const part = (name: keyof Choices): Record<string, unknown> => (isRecord(found[name]) ? found[name] : {})
  const keep = <Value>(values: Record<string, unknown>, isRight: (value: unknown) => value is Value) =>
    Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Value] => isRight(entry[1])))
  return {
    ...noChoices,
    quantities: keep(part('quantities'), (value) => typeof value === 'string'),
    amounts: keep(
      part('amounts'),
      (value): value is Choices['amounts'][string] =>
        isRecord(value) && typeof value['isOwn'] === 'boolean' && typeof value['text'] === 'string',
    ),
    fields: keep(part('fields'), (value) => typeof value === 'string' || typeof value === 'boolean'),
  }
}

const launchIn = (text: string | null): LaunchOfChoices | null => {
  const { fingerprint, launch } = parse(text) ?? {}
  if (typeof fingerprint !== 'string' || !isRecord(launch)) return null
  const { sessionId, secret, url } = launch
  return typeof sessionId === 'string' && typeof secret === 'string' && typeof url === 'string'
    ? { fingerprint, launch: { sessionId, secret, url } }
    : null
}

export const createLinkMemory = (linkName: string, storage: TabStorage | null): LinkMemory => {
  const choicesKey = `flint.link.${linkName}.choices`
  const launchKey = `flint.link.${linkName}.checkout`
  let choices = choicesIn(readStored(storage, choicesKey))
  let launched = launchIn(readStored(storage, launchKey))
  return {
    get choices() {
      return choices
    },
    set choices(value) {
      choices = value
      writeStored(storage, choicesKey, value && JSON.stringify(value))
    },
    get launched() {
      return launched
    },
    set launched(value) {
      launched = value
      writeStored(storage, launchKey, value && JSON.stringify(value))
    },
  }
}
