import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { emailProblem } from './email-address.ts'

describe('emailProblem', () => {
  it('accepts addresses that exist', () => {
    for (const email of ['ada@example.com', ' a.b+c@mail.example.co.uk ', 'ü@exämple.de']) {
      assert.equal(emailProblem(email, true), null, email)
    }
  })
  it('refuses what cannot be one', () => {
    for (const email of [
      'ada',
      'ada@',
      '@example.com',
      'ada@example',
      'a b@example.com',
      'a@b..com',
      'a@b@c.de',
    ]) {
      assert.notEqual(emailProblem(email, false), null, email)
    }
  })
  it('lets it be left out where it is optional', () => {
    assert.equal(emailProblem(' ', false), null)
    assert.equal(emailProblem('', true), 'Enter your email address.')
  })
})
