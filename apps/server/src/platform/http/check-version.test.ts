import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkVersion } from './check-version.ts'
import { Refusal } from './errors.ts'

describe('a version that somebody asks for', () => {
  const refusalOf = (text: unknown, known = {}) => {
    try {
      checkVersion(text, 'api_version', known)
    } catch (error) {
      if (error instanceof Refusal) return error
    }
    throw new Error(`${String(text)} was not refused.`)
  }

  it('is taken when it is served', () => {
    assert.equal(checkVersion('2026-02-01', 'Flint-Version'), '2026-02-01')
    assert.equal(checkVersion('default', 'api_version', { words: ['default'] }), 'default')
  })

  for (const text of ['2020-01-01', 'default', '', null, 20260201, ['2026-02-01', '2026-09-07']])
    it(`INVALID_API_VERSION: ${JSON.stringify(text)}`, () => {
      const { definition, context } = refusalOf(text)
      assert.deepEqual(
        [definition.code, definition.status, context.param],
        ['INVALID_API_VERSION', 400, 'api_version'],
      )
      assert.deepEqual(context.details?.[0]?.['supported_api_versions'], ['2026-02-01', '2026-09-07'])
    })

  it('API_VERSION_RETIRED: one that was served once', () => {
    const { definition, context } = refusalOf('2026-02-01', {
      supported: ['2026-09-07'],
      retired: ['2026-02-01'],
    })
    assert.deepEqual([definition.code, definition.status], ['API_VERSION_RETIRED', 400])
    assert.deepEqual(context.details, [
      {
        code: 'API_VERSION_RETIRED',
        param: 'api_version',
        message: 'Supported: 2026-09-07.',
        supported_api_versions: ['2026-09-07'],
      },
    ])
  })
})
