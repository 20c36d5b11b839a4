import { formatMoney } from '@flint/money'
import { type Html, html, nothing } from '../hosted-pages/html.ts'
import type { ScriptedAction } from '../payments/browser-action.ts'
import type { PaymentIntent } from '../payments/payment.ts'

/** What one challenge page shows; pure, so that it can be looked at without a payment. */
export type ChallengePage =
  | {
      kind: 'question'
      merchantName: string
      card: PaymentIntent['card']
      /** Null when the card is to be saved without a payment. */
      money: Pick<PaymentIntent, 'amount' | 'currency'> | null
    }
  /** In live mode the processor's script asks the bank. */
  | {
      kind: 'script'
      merchantName: string
      card: PaymentIntent['card']
      money: Pick<PaymentIntent, 'amount' | 'currency'> | null
      action: ScriptedAction
    }
  /** In live mode: the buyer has answered, and the processor knows how. */
  | { kind: 'done'; actionId: string | null; returnUrl: string | null }
  | { kind: 'answered'; outcome: 'completed' | 'failed'; actionId: string | null; returnUrl: string | null }
  /** Nothing to answer: its time is over, or the payment has ended another way. */
  | { kind: 'over'; actionId: string | null; returnUrl: string | null }
  | { kind: 'unknown' }
  /** A live payment over plain HTTP. */
  | { kind: 'insecure' }
  | { kind: 'busy' }
  | { kind: 'broken' }

/** Addresses of the page's own files. */
export type PageFiles = { css: string; js: string; scriptJs: string }

const brandNames: Record<NonNullable<PaymentIntent['card']>['brand'], string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
}

export const challengePage = (page: ChallengePage, files: PageFiles): string => {
  const { title, body } = contentOf(page)
  const actionId = 'actionId' in page ? page.actionId : null
  const returnUrl = 'returnUrl' in page ? page.returnUrl : null
  const isDone = page.kind === 'answered' || page.kind === 'over' || page.kind === 'done'
  const isTestBank = page.kind === 'question' || page.kind === 'answered'
  // Without its script the page, when it stands alone, still leads back by itself.
  const leadBack =
    isDone && returnUrl !== null
      ? html`<noscript><meta http-equiv="refresh" content="2;url=${returnUrl}" /></noscript>`
      : nothing
  const done = isDone
    ? html` data-done data-action-id="${actionId ?? ''}" data-return-url="${returnUrl ?? ''}"`
    : nothing
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${files.css}" />
    ${leadBack}
  </head>
  <body${done}>
    <main class="card" aria-labelledby="title">
      ${isTestBank ? html`<p class="bank">${bankMark}<span>Test bank</span></p>` : nothing}
      ${body}
    </main>
    <script src="${page.kind === 'script' ? files.scriptJs : files.js}"></script>
  </body>
</html>
`.text
}

const contentOf = (page: ChallengePage): { title: string; body: Html } => {
  switch (page.kind) {
    case 'question':
      return { title: titleOf(page), body: question(page) }
    case 'script':
      return { title: titleOf(page), body: scripted(page) }
    case 'done':
      return message(
        'Thank you',
        page.returnUrl === null ? 'You can close this page.' : 'Taking you back…',
        page.returnUrl,
      )
    case 'insecure':
      return message(
        'This page needs https',
        'Payments are confirmed over https only. Open the link with https.',
        null,
      )
    case 'answered': {
      const onward = page.returnUrl === null ? ' You can close this page.' : ''
      return page.outcome === 'completed'
        ? message('Authentication completed', `Thank you.${onward}`, page.returnUrl, passedMark)
        : message(
            'Authentication failed',
            `The bank will refuse this card.${onward}`,
            page.returnUrl,
            failedMark,
          )
    }
    case 'over':
      return message(
        'Nothing to confirm any more',
        'The time to confirm this is over, or it has ended another way.',
        page.returnUrl,
      )
    case 'unknown':
      return message(
        'This link does not work',
        'It is not complete, or a newer one has taken its place.',
        null,
      )
    case 'busy':
      return message('Too many requests', 'Please wait a moment, then load this page again.', null)
    case 'broken':
      return message(
        'Something went wrong here',
        'Nothing was recorded. Please load this page again in a moment.',
        null,
      )
  }
}

type Question = Extract<ChallengePage, { kind: 'question' | 'script' }>

const titleOf = ({ money }: Question) => (money ? 'Confirm your payment' : 'Confirm your card')

const facts = ({ merchantName, card, money }: Question): Html =>
  html`<dl class="facts">
    <div>
      <dt>Merchant</dt>
      <dd>${merchantName}</dd>
    </div>
    ${
      money
        ? html`<div>
            <dt>Amount</dt>
            <dd class="amount">${formatMoney(money.amount, money.currency)}</dd>
          </div>`
        : html`<div>
            <dt>Amount</dt>
            <dd>Nothing is paid now: the card is saved</dd>
          </div>`
    }
    ${
      card
        ? html`<div>
            <dt>Card</dt>
            <dd>${brandNames[card.brand]} ending in ${card.last4}</dd>
          </div>`
        : nothing
    }
  </dl>`

const question = (page: Question): Html =>
  html`<h1 id="title">${titleOf(page)}</h1>
    ${facts(page)}
    <form method="post" class="answers">
      <button class="primary" name="outcome" value="completed">Complete authentication</button>
      <button name="outcome" value="failed">Fail authentication</button>
    </form>
    <p class="note">This page stands in for the card’s bank in test mode. No real money moves.</p>`

/** The secret is in this page and nowhere else: it is sent with no-store, to whoever has the signed link. */
const scripted = (page: Extract<ChallengePage, { kind: 'script' }>): Html => {
  const { publishableKey, account, clientSecret, scriptUrl } = page.action
  return html`<h1 id="title">${titleOf(page)}</h1>
    ${facts(page)}
    <div
      id="ask"
      data-publishable-key="${publishableKey}"
      data-account="${account ?? ''}"
      data-client-secret="${clientSecret}"
      data-script-url="${scriptUrl}"
    ></div>
    <noscript
      ><p>Confirming this needs JavaScript. Please switch it on and load this page again.</p></noscript
    >
    <p id="waiting" class="note" role="status" hidden>Waiting for your bank…</p>
    <div id="failed" class="answers" role="alert" hidden>
      <p>Your bank’s question could not be opened.</p>
      <button id="again" class="primary" type="button">Try again</button>
    </div>
    <form id="done" method="post"><input type="hidden" name="outcome" value="completed" /></form>`
}

const message = (title: string, text: string, returnUrl: string | null, mark: Html = nothing) => ({
  title,
  body: html`<div role="status" class="message">
    ${mark}
    <h1 id="title">${title}</h1>
    <p>${text}</p>
    ${returnUrl === null ? nothing : html`<p class="onward"><a href="${returnUrl}" target="_top">Continue</a></p>`}
  </div>`,
})

const bankMark = html`<svg aria-hidden="true" viewBox="0 0 24 24" width="22" height="22">
  <path d="M12 3 3 8v2h18V8zM5 12v6m4.7-6v6m4.6-6v6M19 12v6M3 20h18" />
</svg>`
const passedMark = html`<svg class="mark passed" aria-hidden="true" viewBox="0 0 48 48">
  <circle cx="24" cy="24" r="23" />
  <path d="m15 25 6 6 12-14" />
</svg>`
const failedMark = html`<svg class="mark failed" aria-hidden="true" viewBox="0 0 48 48">
  <circle cx="24" cy="24" r="23" />
  <path d="m17 17 14 14m0-14L17 31" />
</svg>`
