import { describe, it } from 'node:test'
import { expectNothingLost } from './expect-nothing-lost.ts'

describe('kill -9: everything, the database too', () => {
  it('loses nothing, doubles nothing, leaves nothing undone', (t) =>
    expectNothingLost(t, {
      start: 'start.mjs',
      kill: (program) => program.killAll(),
      database: 'embedded',
      rounds: 3,
    }))
})
