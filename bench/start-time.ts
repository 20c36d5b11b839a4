import { join } from 'node:path'
import { startFlint } from './flint-server.ts'
import { median } from './percentiles.ts'
import type { Measured } from './report.ts'

/** From the start of the command until the first answer: with an empty data folder, then again with the same one. */
export const measureStarts = async (folder: string, rounds: number): Promise<Measured[]> => {
  const cold: number[] = []
  const warm: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const times of [cold, warm]) {
      // An own database also where the bench was given another: this is what a developer's first start does.
      const server = await startFlint({ FLINT_DATA_DIR: join(folder, String(round)), DATABASE_URL: '' })
      times.push(server.startMs)
      await server.stop()
    }
  }
  return [
    { name: 'start, empty data folder', value: median(cold) / 1000, unit: 's', budget: 'at most 5' },
    { name: 'start, warm', value: median(warm) / 1000, unit: 's', budget: 'at most 2' },
  ]
}
