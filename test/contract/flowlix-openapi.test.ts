import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { validate } from '@scalar/openapi-parser'
import { routes } from '../../apps/server/src/app.ts'
import { fileNameOf, routeFiles } from '../../apps/server/src/developer/route-files.ts'
import { flowlixDocuments, flowlixRoutes } from '../../apps/server/src/flowlix/index.ts'
import { flowlixErrors } from '../../apps/server/src/flowlix/face/errors.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer()
const documents = Object.entries(flowlixDocuments())

for (const [name, document] of documents)
  describe(`openapi/${name}.json`, () => {
    it('is valid', async () => {
      const { valid, errors } = await validate(structuredClone(document))
      assert.ok(valid, JSON.stringify(errors))
    })

    it('is what the program makes (npm run openapi)', () => {
      const kept = readFileSync(join(import.meta.dirname, `../../openapi/${name}.json`), 'utf8')
      assert.ok(
        kept === `${JSON.stringify(document, null, 2)}\n`,
        'Run "npm run openapi" and commit the files.',
      )
    })

    it('is served', async () => {
      const answer = await fetch(`${server.url}/docs/openapi/${name}.json`)
      assert.equal(answer.status, 200)
      assert.deepEqual(await answer.json(), JSON.parse(JSON.stringify(document)))
    })

    it('shows none of the words that are for the program only', () => {
      assert.doesNotMatch(JSON.stringify(document), /x-flint-(name|error|required|own-id|minimum|merged)"/)
    })
  })

it('the reference page names all of them', async () => {
  const page = await (await fetch(`${server.url}/docs/flowlix-api`)).text()
  for (const [name] of documents) assert.ok(page.includes(`/docs/openapi/${name}.json`))
  assert.equal((await fetch(`${server.url}/docs/openapi/nothing.json`)).status, 404)
})

describe('every declaration', () => {
  const files = routeFiles()
  for (const route of flowlixRoutes)
    it(`${route.operationId} says what it is`, () => {
      assert.match(route.summary, /^[A-Z][^.]+$/, 'a summary is one phrase without a full stop')
      assert.ok(
        files.has(fileNameOf(route.operationId)),
        `there is no routes/${fileNameOf(route.operationId)}`,
      )
      assert.ok(route.profiles.length > 0)
      for (const code of route.errors) assert.ok(code in flowlixErrors)
      assert.equal(new Set(route.errors).size, route.errors.length, 'an error is listed twice')
      assert.ok(!routes.some(({ operationId }) => operationId === route.operationId))
    })

  it('uses no operation id and no place twice', () => {
    assert.equal(new Set(flowlixRoutes.map(({ operationId }) => operationId)).size, flowlixRoutes.length)
    const places = flowlixRoutes.map(({ method, path }) => `${method} ${path}`)
    assert.equal(new Set(places).size, places.length)
  })
})
