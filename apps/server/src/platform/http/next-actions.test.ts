import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { routes } from '../../app.ts'
import { actionTargets, actionTypes, idsIn, nextActions } from './next-actions.ts'

const order_id = 'ord_01K9FFFFFFFFFFFFFFFFFFFFFF'

describe('next actions', () => {
  for (const type of actionTypes)
    it(`${type} leads to a route that there is, with its scope`, () => {
      const target = actionTargets[type]
      if (!target) return
      const [path, scope] = target
      const route = routes.find(
        (one) => one.path === path && (one.scope === undefined || one.scope === scope),
      )
      assert.ok(route, path)
    })

  it('are the closed list of the contract', () => assert.equal(actionTypes.length, 26))

  it('carry what is declared, with the ids that are known', () => {
    const declared = {
      action: 'pay_order',
      because: 'money_outstanding',
      requiredFields: ['action'],
    } as const
    assert.deepEqual(nextActions([{ ...declared, delayMs: 500, needsPerson: true }], { order_id }), [
      {
        action_type: 'pay_order',
        reason_code: 'money_outstanding',
        required_fields: ['action'],
        required_scope: 'commerce.orders.write',
        url: `/v1/orders/${order_id}/pay`,
        suggested_delay_milliseconds: 500,
        requires_human_confirmation: true,
      },
    ])
  })

  it('are left out where nobody knows what they are about, unless they help without', () => {
    const because = 'a'
    assert.deepEqual(nextActions([{ action: 'pay_order', because }], {}), [])
    assert.deepEqual(
      nextActions([{ action: 'issue_developer_sandbox_test_key', because, isGeneral: true }], {}),
      [
        {
          action_type: 'issue_developer_sandbox_test_key',
          reason_code: 'a',
          required_scope: 'developer.sandboxes.write',
        },
      ],
    )
    assert.deepEqual(nextActions([{ action: 'get_operation', because, delayMs: 500 }], {}), [
      { action_type: 'get_operation', reason_code: 'a', suggested_delay_milliseconds: 500 },
    ])
  })

  it('take ids from path and body, and nothing that is none', () => {
    assert.deepEqual(
      idsIn(
        { order_id },
        { payment_intent_id: '4242424242424242', note_id: null, order: order_id, refund_id: 'ref_1' },
      ),
      { order_id },
    )
    assert.deepEqual(idsIn(undefined, null, 'text', [1]), {})
  })
})
