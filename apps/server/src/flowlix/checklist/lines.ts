import { formatMoney } from '@flint/money'
import { isReadBack } from './hosted-cycle.ts'
import { type Found, blocked, count, done, list, open } from './line.ts'
import type { FlowlixKey, LastPayment, Measured, World } from './measured.ts'
import { isPost, lastAmountRefused, refusalsIn, replaysIn, serverErrorsIn } from './seen-call.ts'

/** The checklist in the order in which it is worked through. Source: contract, flowlix 12.1, 16 and the seed's checks. */
export const lineNames = [
  'test_key_used',
  'https_only',
  'keys_on_servers_only',
  'test_payment_succeeded',
  'amounts_accepted',
  'payment_read_by_id',
  'idempotency_keys_sent',
  'repeated_call_same_response',
  'error_types_met',
  'refusals_not_repeated',
  'server_errors_retried',
  'rate_limits_respected',
  'declines_tried',
  'paid_after_decline',
  'hosted_page_cycle',
  'notice_taken',
  'no_card_numbers_kept',
  'test_payment_refunded',
  'monitoring_alerts_on',
  'live_payments_ready',
  'live_key_used',
  'live_payment_succeeded',
  'live_payment_refunded',
] as const
export type LineName = (typeof lineNames)[number]
export type Line = Found & { line: LineName }

const onlyLive = blocked(
  'Not looked at: a test key learns nothing of live mode.',
  'Ask with a live key, or look at this page in the dashboard.',
)
const noCalls = (what: string) =>
  blocked(what, 'Take a first test payment; then it can be measured.', 'request_logs')

/** Every decline that a checkout has to show, by the codes that stand for it in one form or another. */
const wantedDeclines: readonly (readonly [name: string, codes: readonly string[]])[] = [
  ['insufficient_funds', ['insufficient_funds']],
  ['expired_card', ['expired_card']],
  ['generic_decline', ['generic_decline', 'do_not_honor']],
]

/** Those that can be laid to a key: a call with a wrong one belongs to nobody. */
const typesToMeet = ['invalid_request_error', 'rate_limit_error'] as const

/** Measuring lines: each a pure function of what was read. */
export const measures: Record<LineName, (measured: Measured) => Found> = {
  test_key_used: ({ test }) => keyUsed('test', test.keys),
  https_only: ({ publicUrl }) =>
    publicUrl.startsWith('https://')
      ? done(`This server is reached at ${publicUrl}; plain HTTP is refused.`)
      : blocked(
          `This server is reached at ${publicUrl}, without encryption.`,
          'Whoever runs this server sets FLINT_PUBLIC_URL to an https address.',
        ),
  keys_on_servers_only: ({ test, live }) => {
    const calls = [...test.calls, ...(live?.calls ?? [])]
    if (calls.length === 0) return noCalls('There were no calls.')
    const fromBrowsers = calls.filter(({ isFromBrowser }) => isFromBrowser)
    return fromBrowsers.length === 0
      ? done(`None of the last ${count(calls.length, 'call')} came from a browser.`, 'request_logs')
      : open(
          `${count(fromBrowsers.length, 'call')} with a secret key came from a browser, the last one ${fromBrowsers[0]!.requestId}.`,
          'Call from your server only, and replace the key: whoever saw the page has it.',
          'api_keys',
        )
  },
  test_payment_succeeded: ({ test: { payments } }) =>
    payments.lastSucceeded
      ? done(
          `${payments.lastSucceeded.paymentId} succeeded; ${count(payments.direct, 'payment')} made directly, ${payments.hosted} by the hosted page.`,
          'payments',
        )
      : open('No test payment has succeeded.', 'Pay with the test card that ends in 4242.', 'payments'),
  amounts_accepted: ({ test: { payments, calls } }) => {
    const refused = lastAmountRefused(calls)
    if (refused)
      return open(
        `The last payment was refused for its ${refused.errorParam}.`,
        'Send whole minor units of the currency, in its own number of decimals: 4999 with eur is 49.99 EUR.',
        'request_logs',
      )
    return payments.lastSucceeded
      ? done(
          `The last payment took ${shown(payments.lastSucceeded)}. Is that what the buyer saw?`,
          'payments',
        )
      : noCalls('No test payment has succeeded.')
  },
  payment_read_by_id: ({ test: { calls } }) => {
    const read = calls.find(
      ({ method, path, status }) => method === 'GET' && isPayment(path) && status === 200,
    )
    return read
      ? done(`${read.path.split('/').at(-1)} was read by its id.`, 'request_logs')
      : open(
          calls.length === 0
            ? 'There were no calls.'
            : `None of the last ${count(calls.length, 'call')} read a payment by its id.`,
          'Keep payment.id with your order, and ask GET /v1/payments/{id} before you deliver.',
          'request_logs',
        )
  },
  idempotency_keys_sent: ({ test, live }) => {
    const writes = [...(live?.calls ?? []), ...test.calls].filter(isPost)
    if (writes.length === 0) return noCalls('There were no POST calls.')
    const without = writes.filter(({ idempotencyKey }) => idempotencyKey === null).length
    return without === 0
      ? done(`All of the last ${writes.length} POST calls had a key.`, 'request_logs')
      : open(
          `${without} of the last ${writes.length} POST calls had no Idempotency-Key.`,
          'Send one with every POST, made from your own order, and the same one when you send it again.',
          'request_logs',
        )
  },
  repeated_call_same_response: ({ test: { calls } }) => {
    const [replay] = replaysIn(calls)
    return replay
      ? done(`A repeated call got ${replay.resourceId} again, and nothing was charged twice.`, 'request_logs')
      : open(
          'No call was sent again with its Idempotency-Key.',
          'Send a payment twice with one key: the answer is the same.',
          'request_logs',
        )
  },
  error_types_met: ({ test: { calls, limited, payments } }) => {
    const met = new Set([
      ...calls.flatMap(({ errorType }) => errorType ?? []),
      ...(limited.refused > 0 ? ['rate_limit_error'] : []),
    ])
    // Two of the three forms answer a decline with a payment.
    const declined = met.has('card_error') || payments.declineCodes.length > 0
    const missing = [...(declined ? [] : ['card_error']), ...typesToMeet.filter((type) => !met.has(type))]
    return missing.length === 0
      ? done(
          `Met: ${list([...(declined ? ['card_error'] : []), ...[...met].filter((type) => type !== 'card_error')])}. A wrong key is nobody's, so authentication_error is not counted.`,
          'request_logs',
        )
      : open(
          `Not met in test mode: ${list(missing)}.`,
          'Cause each once, and see what your program makes of it.',
          'request_logs',
        )
  },
  refusals_not_repeated: ({ test }) => {
    const { count: refused, repeated } = refusalsIn(test.calls)
    if (refused === 0)
      return open(
        'No request was refused.',
        'Send one without its amount, and see that your program does not send it again.',
        'request_logs',
      )
    return repeated === 0
      ? done(`${count(refused, 'refusal')}, none sent again as it was.`, 'request_logs')
      : open(
          `${repeated} of ${count(refused, 'refusal')} were sent again unchanged.`,
          'Do not repeat 4xx answers: only 429, and 409 while the first call still runs.',
          'request_logs',
        )
  },
  server_errors_retried: ({ test, live }) => {
    const { count: failed, leftAlone } = serverErrorsIn([...test.calls, ...(live?.calls ?? [])])
    if (failed === 0) return done('No POST call was answered with 5xx.', 'request_logs')
    return leftAlone === 0
      ? done(`${count(failed, 'call')} answered with 5xx, each sent again with the same key.`, 'request_logs')
      : open(
          `${leftAlone} of ${count(failed, 'call')} answered with 5xx were not sent again with the same key.`,
          'Send it again after 1, 2 and 4 seconds, with the same Idempotency-Key and body.',
          'request_logs',
        )
  },
  rate_limits_respected: ({ test, live }) => {
    const refused = test.limited.refused + (live?.limited.refused ?? 0)
    const atOnce = test.limited.sentAgainAtOnce + (live?.limited.sentAgainAtOnce ?? 0)
    if (refused === 0)
      return open(
        'No call was refused by a rate limit within 30 days.',
        'Send more than 100 calls within a minute, or switch the fault rate_limits on in the sandbox; your program waits for Retry-After.',
        'request_logs',
      )
    return atOnce === 0
      ? done(`None of the last ${count(refused, 'refused call')} was sent again at once.`, 'request_logs')
      : open(
          `${atOnce} of the last ${refused} refused calls were sent again within a second.`,
          'Wait as many seconds as Retry-After says.',
          'request_logs',
        )
  },
  declines_tried: ({ test: { payments } }) => {
    const missing = wantedDeclines.filter(
      ([, codes]) => !codes.some((code) => payments.declineCodes.includes(code)),
    )
    return missing.length === 0
      ? done(`Seen: ${list(payments.declineCodes)}.`, 'payments')
      : open(
          `Not seen in test mode: ${list(missing.map(([name]) => name))}.`,
          'Pay with the test cards of these declines, and show the buyer the words of the table.',
          'payments',
        )
  },
  paid_after_decline: ({ test: { payments } }) => {
    if (payments.declineCodes.length === 0)
      return blocked('No payment was declined.', 'Have a payment declined first.', 'payments')
    return payments.hasPaidAfterDecline
      ? done('A buyer whose card was declined has paid with another one.', 'payments')
      : open(
          'Nobody has paid after a decline.',
          'After a decline make a new payment with a new key for the same buyer, and pay it with another card.',
          'payments',
        )
  },
  hosted_page_cycle: ({ test }) => {
    const { hosted, hostedSucceededId: paidId } = test.payments
    if (hosted === 0)
      return open(
        'No hosted page was opened.',
        'Open one with POST /v1/payments/hpp. It is the way to take live cards without touching their numbers.',
        'payments',
      )
    if (paidId === null)
      return open(
        'No buyer has paid on a hosted page.',
        'Open redirect_url, and pay with a test card.',
        'payments',
      )
    return isReadBack(test, paidId)
      ? done(`${paidId} was paid on its page, and read again by its id.`, 'payments')
      : open(
          `${paidId} was paid on its page, but not read afterwards.`,
          'When the buyer comes back, ask GET /v1/payments/{id}: the address alone proves nothing.',
          'request_logs',
        )
  },
  notice_taken: ({ test }) => {
    if (test.noticeTakenAt !== null)
      return done(`Your server took a signed notice at ${test.noticeTakenAt}.`, 'notices')
    return open(
      test.noticesFailed > 0
        ? `${count(test.noticesFailed, 'notice')} could not be delivered, none was taken.`
        : 'No callback or webhook was taken.',
      'Send callback_url with a hosted payment, or add a webhook endpoint; check Flowlix-Signature, and answer 2xx.',
      'notices',
    )
  },
  no_card_numbers_kept: ({ test, live }) => {
    const found = test.payments.withCardNumber + (live?.payments.withCardNumber ?? 0)
    if (test.payments.lastSucceeded === null) return noCalls('No test payment has succeeded.')
    return found === 0
      ? done('No description, reference or metadata of the last payments holds a card number.', 'payments')
      : open(
          `${count(found, 'payment')} with a card number in a text field.`,
          'Keep the number out of every field but card.number: card.last4 is all that may be shown.',
          'payments',
        )
  },
  test_payment_refunded: ({ test: { payments } }) => refunded('test', payments),
  monitoring_alerts_on: ({ live }) => {
    if (!live) return onlyLive
    const watched = [live.rules.decline_rate, live.rules.server_error_rate, live.rules.rate_limit_hits]
    const off = watched.filter(({ isEnabled }) => !isEnabled).length
    const told = watched.filter(
      (rule) => rule.isEnabled && (rule.sendsMail || (rule.sendsWebhook && live.hasAlertEndpoint)),
    ).length
    const measured = `Of decline rate, 5xx rate and rate-limit hits ${3 - off} are watched, ${told} tell somebody.`
    return told === 3
      ? done(measured, 'alert_rules')
      : open(measured, 'Switch all three rules on, with mail or webhook.', 'alert_rules')
  },
  live_payments_ready: ({ hasProcessor, account, live }) => {
    if (!live) return onlyLive
    if (!hasProcessor)
      return blocked(
        'No processor is configured: live mode takes no payments.',
        'Whoever runs this server sets one up: see the guide on configuration.',
        'verification',
      )
    return account.payments === 'ready'
      ? done('The account may take live payments.', 'verification')
      : open(
          `Payments are ${account.payments.replaceAll('_', ' ')}.`,
          'Complete the verification of the account.',
          'verification',
        )
  },
  live_key_used: ({ live }) => (live ? keyUsed('live', live.keys) : onlyLive),
  live_payment_succeeded: ({ live, hasProcessor, account }) => {
    if (!live) return onlyLive
    const { lastSucceeded } = live.payments
    if (lastSucceeded)
      return done(`${lastSucceeded.paymentId} took ${shown(lastSucceeded)} with a real card.`, 'payments')
    return hasProcessor && account.payments === 'ready'
      ? open('No live payment has succeeded.', 'Take a small one with a card of your own.', 'payments')
      : blocked(
          'No live payment has succeeded.',
          'The account must be able to take payments first.',
          'payments',
        )
  },
  live_payment_refunded: ({ live }) => (live ? refunded('live', live.payments) : onlyLive),
}

const isPayment = (path: string): boolean => /^\/v1\/payments\/pay_\w+$/.test(path)

const shown = ({ amount, currency }: LastPayment): string => formatMoney(amount, currency)

const keyUsed = (mode: 'test' | 'live', keys: readonly FlowlixKey[]): Found => {
  if (keys.length === 0)
    return open(
      `There is no Flowlix ${mode} key.`,
      'Create one under API keys; its text is shown once.',
      'api_keys',
    )
  const used = keys
    .flatMap(({ lastUsedAt }) => lastUsedAt ?? [])
    .toSorted()
    .at(-1)
  const measured = `${count(keys.length, `Flowlix ${mode} key`)}`
  return used === undefined
    ? open(`${measured}, never used.`, 'Use it for a first call, such as GET /v1/payments.', 'api_keys')
    : done(`${measured}, last used ${used}.`, 'api_keys')
}

const refunded = (mode: 'test' | 'live', { lastSucceeded, lastRefunded }: World['payments']): Found => {
  if (lastRefunded) return done(`${lastRefunded.paymentId} was refunded.`, 'payments')
  return lastSucceeded
    ? open(`No ${mode} payment was refunded.`, `Refund ${lastSucceeded.paymentId}.`, 'payments')
    : blocked(`No ${mode} payment was refunded.`, `Take a ${mode} payment first.`, 'payments')
}

export const linesOf = (measured: Measured): Line[] =>
  lineNames.map((line) => ({ line, ...measures[line](measured) }))
