import { describe, it } from 'node:test'
import { expectNothingLost } from './expect-nothing-lost.ts'

describe('kill -9: the API process, whose own database is left behind', () => {
  it('loses nothing, doubles nothing, leaves nothing undone', (t) =>
    expectNothingLost(t, {
      start: 'main-start.ts',
      kill: (program) => program.killApi(),
      database: 'embedded',
      rounds: 3,
    }))
})
