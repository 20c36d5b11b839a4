import { JsonView } from '../../parts/JsonView.tsx'
import { Section } from '../../parts/Section.tsx'
import type { WebhookEvent } from './webhook.ts'

/** The body that endpoints get. */
export const EventPayload = ({ event }: { event: WebhookEvent }) => (
  <Section title="Payload">
    {event.payload === undefined ? (
      <p className="text-ink-soft">
        It is not shown: payloads are kept for 30 days, for people who may read what the event is about.
      </p>
    ) : (
      <JsonView value={event.payload} what="payload as JSON" />
    )}
  </Section>
)
