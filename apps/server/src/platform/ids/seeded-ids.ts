import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock/clock.ts'
import { type Ids, ulidIds } from './ids.ts'

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Ids and chances that follow from a text: the same work done in two equal sandboxes at the same instant makes the same
 * ids. Secrets stay random: who knows the text must not know them.
 */
export const seededIds = (seed: string, clock: Clock): Ids => {
  const digest = digestOf(`ids ${seed}`)
  let drawn = 0
  const { newId } = ulidIds(clock, (bytes) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = digest[i % digest.length]! ^ (i >> 5)
  })
  return {
    newId,
    randomBytes,
    random: () => digestOf(`random ${drawn++} ${seed}`).readUInt32BE() / 0x1_0000_0000,
  }
}
