import { eventTypes, eventTypeScope } from '../webhooks/event-types.ts'
import { escapeHtml } from '../platform/http/escape-html.ts'
import { tableOf } from './render-markdown.ts'

/** Every event that can be subscribed to, grouped by what it is about. */
export const eventTypeTables = (): string =>
  `<div class="events">${[...Map.groupBy(eventTypes, ({ eventType }) => eventType.split('.', 1)[0]!)]
    .map(
      ([family, entries]) =>
        `<h3 id="${family}">${family.replaceAll('_', ' ')}</h3><p class="scope">Payload needs <code>${[
          ...new Set(entries.map(({ eventType }) => eventTypeScope(eventType))),
        ].join('</code>, <code>')}</code></p>${tableOf(
          ['Event', 'Sent when'],
          entries.map(({ eventType, description }) => [
            `<code id="${eventType}">${eventType}</code>`,
            escapeHtml(description),
          ]),
        )}`,
    )
    .join('\n')}</div>`
