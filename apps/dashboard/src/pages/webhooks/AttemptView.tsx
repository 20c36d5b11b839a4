import { ExactTime } from '../../parts/ExactTime.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { joinClasses } from '../../parts/join-classes.ts'
import { CodeBlock } from '../../parts/Notice.tsx'
import { OpenMark } from '../../parts/OpenMark.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { attemptWords, triggerWords } from './delivery-words.ts'
import { sentHeaders } from './sent-headers.ts'
import type { WebhookAttempt, WebhookDelivery } from './webhook.ts'

const asLines = (headers: readonly (readonly [string, string])[]): string =>
  headers.map(([name, value]) => `${name}: ${value}`).join('\n')

/** One try of a delivery: in a line, and opened with what was sent and what came back. */
export const AttemptView = ({
  attempt,
  delivery,
  eventType,
  isOpen,
}: {
  attempt: WebhookAttempt
  delivery: WebhookDelivery
  eventType: string | null
  isOpen: boolean
}) => (
  <li>
    <details open={isOpen} className="group">
      <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-raised">
        <OpenMark />
        <span className="text-ink-soft">{attempt.attempt_number}.</span>
        <StatusBadge status={attempt.attempt_status} />
        <span className="font-medium">{attemptWords(attempt)}</span>
        <span className="text-[13px] text-ink-soft">{triggerWords(attempt.delivery_trigger)}</span>
        <span className="ml-auto text-[13px] text-ink-soft">
          <When at={attempt.started_at} />
        </span>
      </summary>
      <div className={joinClasses('grid gap-4 px-4 pb-4', attempt.status_code !== null && 'lg:grid-cols-2')}>
        <div className="min-w-0 space-y-3">
          <Facts
            facts={[
              ['Began', <ExactTime key="began" at={attempt.started_at} />],
              ['Took', attempt.duration_milliseconds === null ? null : `${attempt.duration_milliseconds} ms`],
              attempt.error_message !== null && ['Why', attempt.error_message],
              attempt.recommended_action !== null && ['What to do', attempt.recommended_action],
            ]}
          />
          <h3 className="text-[13px] font-medium text-ink-soft">Headers that were sent</h3>
          <CodeBlock
            code={asLines(sentHeaders(delivery, eventType, attempt))}
            what="headers that were sent"
          />
        </div>
        <div className="min-w-0 space-y-3">
          {attempt.response_headers !== null && (
            <>
              <h3 className="text-[13px] font-medium text-ink-soft">Headers of the answer</h3>
              <CodeBlock
                code={asLines(Object.entries(attempt.response_headers))}
                what="headers of the answer"
              />
            </>
          )}
          {attempt.status_code !== null && (
            <>
              <h3 className="text-[13px] font-medium text-ink-soft">Beginning of the answer</h3>
              {attempt.response_body_excerpt ? (
                <CodeBlock code={attempt.response_body_excerpt} what="beginning of the answer" />
              ) : (
                <p className="text-ink-soft">It was empty.</p>
              )}
            </>
          )}
        </div>
      </div>
    </details>
  </li>
)
