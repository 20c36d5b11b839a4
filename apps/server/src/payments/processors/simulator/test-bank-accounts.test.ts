import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../../test/support/server.ts'
import { declineOf } from '../../declines.ts'
import { paymentCalls, usd } from '../../payment-calls.fixture.ts'
import { type TestBankAccount, testBankAccounts, testBankName, testRoutingNumber } from './bank-accounts.ts'

const server = await startTestServer()
const { afterMs, anIntent, booksOf, confirmed, eventTypesOf, read } = paymentCalls(server)

const tokenOf = async ({ accountNumber }: TestBankAccount): Promise<string> => {
  const { status, data, json } = await server.call('POST', '/v1/tokens', {
    body: {
      bank_account: {
        routing_number: testRoutingNumber,
        account_number: accountNumber,
        account_type: 'savings',
        account_holder_name: 'Ada Lovelace',
      },
    },
  })
  assert.equal(status, 201, JSON.stringify(json))
  return data.token
}

/** Confirms with this token, sees it wait, and lets the bank answer. */
const payWith = async (account: TestBankAccount, token: string, accountType: string) => {
  const { payment_intent_id: id } = await anIntent({ payment_options: ['card', 'ach_debit'] })
  const first = await confirmed(id, token)
  assert.deepEqual(
    [first.status, first.selected_payment_option, first.payment_source, first.last_payment_error],
    [
      'processing',
      'ach_debit',
      {
        type: 'ach_debit',
        ach_debit: {
          bank_name: testBankName,
          last4: account.accountNumber.slice(-4),
          account_type: accountType,
        },
      },
      null,
    ],
  )
  assert.deepEqual(await booksOf(id), {})
  await afterMs(account.resultAfterMs)
  const last = await read(id)
  assert.deepEqual(last.payment_source, first.payment_source)
  return last
}

const expectResult = async (account: TestBankAccount, intent: any) => {
  const id = intent.payment_intent_id
  if (account.result === 'succeeds') {
    assert.deepEqual([intent.status, intent.captured_money], ['succeeded', usd(1000)])
    assert.equal((await booksOf(id))['processor_clearing'], 1000)
    assert.deepEqual((await eventTypesOf(id)).slice(0, 2), [
      'payment_intent.processing',
      'payment_intent.succeeded',
    ])
    return
  }
  const { code, message, remediation } = intent.last_payment_error
  const said = declineOf(account.result, { card: null, bankAccount: {} as any })
  assert.deepEqual(
    [intent.status, code, message, remediation.retryable, remediation.next_steps],
    ['requires_payment_method', account.result, said.message, said.isRetryable, said.nextSteps],
  )
  assert.deepEqual(await booksOf(id), {})
  assert.deepEqual(await eventTypesOf(id), ['payment_intent.processing', 'payment_intent.payment_failed'])
}

describe('every test bank account, paid with over the API (flint-platform 25)', () => {
  for (const account of testBankAccounts) {
    it(`${account.accountNumber} as a token: ${account.result}`, async () =>
      expectResult(account, await payWith(account, await tokenOf(account), 'savings')))
    for (const token of account.tokens)
      it(`${token}: ${account.result}`, async () =>
        expectResult(account, await payWith(account, token, 'checking')))
  }
})

describe('payments/README.md', () => {
  it('lists every test bank account, in this order, and no other', async () => {
    const text = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8')
    const rows = [...text.matchAll(/^\| `(\d+)` +\| `(tok_\w+)` +\| (.+?) +\|$/gm)]
    assert.deepEqual(
      rows.map(([, number, token, summary]) => [number, token, summary]),
      testBankAccounts.map((account) => [account.accountNumber, account.tokens[0], account.summary]),
    )
  })
})
