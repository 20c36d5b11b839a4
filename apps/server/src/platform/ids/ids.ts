import { createHash, randomBytes, randomFillSync } from 'node:crypto'
import type { Clock } from '../clock/clock.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const timeLength = 10
const randomLength = 16

/** Where ids and secrets come from, so that a test can make them repeatable. */
export type Ids = {
  /** Prefix, underscore, 26 characters of Crockford base 32 (a ULID): sorts by creation. Source: contract, flint-platform 1.2. */
  newId(prefix: string): string
  randomBytes(size: number): Buffer
  /** From 0 up to, not including, 1. */
  random(): number
}

const latestMs = 32 ** timeLength - 1

const timePartOf = (ms: number): string => {
  let part = ''
  for (let i = 0, rest = Math.min(Math.max(0, ms), latestMs); i < timeLength; i++) {
    part = alphabet[rest % 32]! + part
    rest = Math.floor(rest / 32)
  }
  return part
}

/** Sorts before every id with this prefix that was made at this time or later. */
export const firstIdAt = (prefix: string, ms: number): string => `${prefix}_${timePartOf(ms)}`

/** The id of what somebody else made, always the same for the same thing: two who find it at once make one record of it. */
export const derivedId = (prefix: string, madeAtMs: number, theirName: string): string => {
  const digest = createHash('sha256').update(theirName).digest().subarray(0, randomLength)
  return `${firstIdAt(prefix, madeAtMs)}${Array.from(digest, (byte) => alphabet[byte & 31]).join('')}`
}

/**
 * Ids made in the same millisecond by one process keep growing: the random part counts up, so that a list
 * ordered by id shows what was made first, first.
 */
export const ulidIds = (
  clock: Clock,
  fill: (bytes: Uint8Array) => void = (bytes) => void randomFillSync(bytes),
): Ids => {
  const pool = new Uint8Array(randomLength * 256)
  let poolAt = pool.length
  let lastMs = -1
  let timePart = ''
  const randomPart = new Uint8Array(randomLength)

  const refresh = (nowMs: number) => {
    if (poolAt === pool.length) {
      fill(pool)
      poolAt = 0
    }
    for (let i = 0; i < randomLength; i++) randomPart[i] = pool[poolAt + i]! & 31
    poolAt += randomLength
    lastMs = nowMs
    timePart = timePartOf(nowMs)
  }

  const countUp = () => {
    for (let i = randomLength - 1; i >= 0; i--) {
      if (randomPart[i]! < 31) {
        randomPart[i]!++
        return
      }
      randomPart[i] = 0
    }
  }

  return {
    newId: (prefix) => {
      const nowMs = clock.nowMs()
      if (nowMs > lastMs) refresh(nowMs)
      else countUp()
      let text = ''
      for (let i = 0; i < randomLength; i++) text += alphabet[randomPart[i]!]
      return `${prefix}_${timePart}${text}`
    },
    randomBytes: (size) => randomBytes(size),
    random: () => randomBytes(4).readUInt32BE() / 0x1_0000_0000,
  }
}
