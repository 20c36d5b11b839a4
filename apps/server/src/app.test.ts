import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { routes } from './app.ts'
import { Refusal } from './platform/http/errors.ts'
import { noQuery } from './platform/http/schema.ts'
import { bodyCheck, queryCheck } from './platform/http/validation.ts'

/** A server compiles a route's schemas when it is first called; here all are, so that a broken one is found before. */
describe('the schemas of every route', () => {
  for (const route of routes)
    it(`${route.operationId}: compile, and refuse or take what is sent`, () => {
      const checks = [() => queryCheck(route.query ?? noQuery)({ unknown: '1' })]
      if (route.body) checks.push(() => bodyCheck(route.body)({ unknown: 1 }))
      for (const check of checks)
        try {
          check()
        } catch (error) {
          assert.ok(error instanceof Refusal, `${error}`)
        }
    })
})
