import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiProblem, NoAnswer, sentenceOf, sentenceOfField } from './problem.ts'

describe('sentenceOfField', () => {
  const problem = new ApiProblem(400, {
    code: 'INVALID_REQUEST',
    message: 'Two fields are wrong.',
    param: 'amount_money.amount',
    details: [{ code: 'REQUIRED', message: 'A name is needed.', param: 'name' }],
  })
  it('finds a field by its name, or by one below it', () => {
    assert.equal(sentenceOfField(problem, 'name'), 'A name is needed.')
    assert.equal(sentenceOfField(problem, 'amount_money'), 'Two fields are wrong.')
    assert.equal(sentenceOfField(problem, 'amount'), null)
    assert.equal(sentenceOfField(new NoAnswer(), 'name'), null)
  })
})

describe('sentenceOf', () => {
  it('shows what the API says, and nothing of what broke here', () => {
    assert.equal(
      sentenceOf(new ApiProblem(404, { message: 'There is no such order.' })),
      'There is no such order.',
    )
    assert.equal(sentenceOf(new TypeError('x is not a function')), 'Something went wrong in the dashboard.')
  })
})
