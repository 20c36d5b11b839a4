import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readConfig } from '../config/config.ts'
import { dashboardCookie } from './dashboard-cookie.ts'

const written = (env: Record<string, string>) => dashboardCookie.write(readConfig(env), 'flint_dash_x')

describe('the cookie of the dashboard', () => {
  it('no script reads it, and no other site makes the browser send it', () => {
    assert.match(written({}), /; HttpOnly; SameSite=Strict/)
  })

  it("travels over https alone, but on a developer's own machine", () => {
    assert.doesNotMatch(written({}), /Secure/)
    assert.match(written({ FLINT_PUBLIC_URL: 'https://pay.example' }), /; Secure/)
    // Behind a proxy whose public address nobody has set: it was reached over https all the same.
    assert.match(written({ FLINT_TRUST_PROXY: '10.0.0.0/8' }), /; Secure/)
    assert.match(written({ HOST: '0.0.0.0' }), /; Secure/)
    assert.match(dashboardCookie.clear(readConfig({ HOST: '0.0.0.0' })), /; Secure; Max-Age=0/)
  })
})
