import { Html, html, nothing } from '../hosted-pages/html.ts'
import type { Email } from './email.ts'
import type { CaughtEmail } from './queries.ts'

/** The mail catcher's pages; pure, so that they can be looked at without a message. */

export const mailListPage = (caught: readonly CaughtEmail[], stylesheet: string): string => {
  const hasSandboxes = new Set(caught.map(({ email }) => email.environmentId)).size > 1
  return layout(
    'Mail',
    stylesheet,
    html`<h1>Mail</h1>
      <p class="note">
        What sandboxes have mailed, and codes and invitations that no mail server was set for. Nothing of it
        left this computer. <a href="/mail">Look again</a>
      </p>
      ${
        caught.length === 0
          ? html`<p class="empty">
              No message yet. An order that is paid with a <code>buyer_contact.email</code> sends a receipt.
            </p>`
          : html`<ul class="messages">
              ${join(caught.map((one) => listed(one, hasSandboxes)))}
            </ul>`
      }`,
  )
}

const listed = ({ email, sandboxName }: CaughtEmail, hasSandboxes: boolean): Html =>
  html`<li>
    <a href="${addressOf(email)}">
      <span class="subject">${email.content?.subject ?? 'Not written yet'}</span>
      <span class="to">${email.recipient}${hasSandboxes ? html` <i>${sandboxName}</i>` : nothing}</span>
      <span class="when">${timeOf(email.createdAt)} ${statusOf(email)}</span>
    </a>
  </li>`

export const mailPage = (email: Email, stylesheet: string): string =>
  layout(
    email.content?.subject ?? 'Not written yet',
    stylesheet,
    html`<p class="back"><a href="/mail">Mail</a></p>
      <h1>${email.content?.subject ?? 'Not written yet'}</h1>
      <dl class="facts">
        <div>
          <dt>To</dt>
          <dd>${email.recipient}</dd>
        </div>
        <div>
          <dt>Recorded</dt>
          <dd>${timeOf(email.createdAt)}</dd>
        </div>
        <div>
          <dt>Status</dt>
          <dd>${email.status}${email.lastError ? `: ${email.lastError}` : ''}</dd>
        </div>
        <div>
          <dt>Id</dt>
          <dd><code>${email.emailId}</code></dd>
        </div>
        ${
          email.orderId
            ? html`<div>
                <dt>Order</dt>
                <dd><code>${email.orderId}</code></dd>
              </div>`
            : nothing
        }
      </dl>
      ${
        email.content
          ? html`<h2>HTML</h2>
              <iframe class="message" title="The message" sandbox src="${addressOf(email)}/html"></iframe>
              <h2>Text</h2>
              <pre tabindex="0">${email.content.text}</pre>`
          : html`<p class="empty">
              The worker writes it in a moment. <a href="${addressOf(email)}">Look again</a>
            </p>`
      }`,
  )

export const noMailPage = (stylesheet: string): string =>
  layout(
    'No such message',
    stylesheet,
    html`<h1>No such message</h1>
      <p class="note">A message stays for 30 days. <a href="/mail">All mail</a></p>`,
  )

const addressOf = ({ environmentId, emailId }: Email): string => `/mail/${environmentId}/${emailId}`

const statusOf = ({ status }: Email): Html =>
  status === 'sent' ? nothing : html`<b class="${status}">${status}</b>`

const timeOf = (instant: string): Html =>
  html`<time datetime="${instant}">${instant.slice(0, 19).replace('T', ' ')} UTC</time>`

const join = (parts: readonly Html[]): Html => new Html(parts.map((part) => part.text).join(''))

const layout = (title: string, stylesheet: string, content: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · Flint</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${stylesheet}" />
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html> `.text
