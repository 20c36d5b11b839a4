import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { canMove, disputeMoves, givenUp, isEnded, supportedActions } from './states.ts'

describe('the moves of a dispute', () => {
  it('are those of flint-commerce 12', () => {
    const moves = Object.entries(disputeMoves).flatMap(([from, to]) => to.map((one) => `${from} ${one}`))
    assert.deepEqual(moves.toSorted(), [
      'needs_response lost',
      'needs_response prevented',
      'needs_response under_review',
      'needs_response won',
      'under_review lost',
      'under_review prevented',
      'under_review won',
      'warning_needs_response needs_response',
      'warning_needs_response prevented',
      'warning_needs_response warning_closed',
      'warning_needs_response warning_under_review',
      'warning_under_review needs_response',
      'warning_under_review prevented',
      'warning_under_review warning_closed',
    ])
  })
  it('end in four statuses, from which nothing can be done', () => {
    for (const status of ['won', 'lost', 'prevented', 'warning_closed'] as const)
      assert.deepEqual([isEnded(status), supportedActions(status)], [true, []])
  })
  it('giving up is a move wherever a dispute is open', () => {
    for (const status of [
      'needs_response',
      'under_review',
      'warning_needs_response',
      'warning_under_review',
    ] as const)
      assert.ok(canMove(status, givenUp(status)))
  })
})
