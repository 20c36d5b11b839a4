import { useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { JsonView } from '../../parts/JsonView.tsx'
import { CodeBlock } from '../../parts/Notice.tsx'
import { OpenMark } from '../../parts/OpenMark.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { type Notice, type NoticeAttempt, type NoticeWithAttempts, attemptWords, isTaken } from './notice.ts'

export const NoticePage = () => {
  const { noticeId } = useParams() as { noticeId: string }
  const api = useApi()
  const reading = useRead<NoticeWithAttempts>(`/v1/flowlix/notices/${noticeId}`)
  return (
    <DetailPage
      kind="Notice"
      id={noticeId}
      up={{ path: 'flowlix/notices', name: 'Flowlix notices' }}
      reading={reading}
      title={({ event_type }) => <span className="break-all">{event_type}</span>}
      badges={({ status }) => <StatusBadge status={status} />}
      actions={() => (
        <ActionButton<NoticeWithAttempts>
          needs="webhooks.write"
          label="Resend"
          look="primary"
          title="Send this notice again?"
          confirm="Resend"
          done={({ attempts }) => {
            const last = attempts.at(-1)
            return last && !isTaken(last) ? `Not delivered: ${attemptWords(last)}` : 'Delivered'
          }}
          send={(_form, idempotencyKey) =>
            api.post(`/v1/flowlix/notices/${noticeId}/resend`, undefined, { idempotencyKey })
          }
          onDone={reading.reload}
        >
          <p>Your server gets the same event once more, with the same id and a signature of now.</p>
        </ActionButton>
      )}
      aside={(notice) => <NoticeFacts notice={notice} />}
    >
      {({ attempts, payload }) => (
        <>
          <Section title="Attempts" isFlush>
            {attempts.length === 0 ? (
              <p className="px-4 py-6 text-ink-soft">No attempt was made yet.</p>
            ) : (
              <ol className="divide-y divide-line">
                {attempts.toReversed().map((attempt) => (
                  <Attempt key={attempt.attempt_number} attempt={attempt} />
                ))}
              </ol>
            )}
          </Section>
          {payload !== null && (
            <Section title="What is sent">
              <JsonView value={payload} what="payload" />
            </Section>
          )}
        </>
      )}
    </DetailPage>
  )
}

const NoticeFacts = ({ notice }: { notice: Notice }) => (
  <Section title="Details">
    <Facts
      facts={[
        notice.callback_url === null
          ? ['Endpoint', <IdLink id={notice.flowlix_webhook_endpoint_id} isShort />]
          : ['Callback', <span className="break-all">{notice.callback_url}</span>],
        ['Event', <code className="text-[13px] break-all">{notice.event_id}</code>],
        ['Payment', <code className="text-[13px] break-all">{notice.payment_id}</code>],
        notice.refund_id === null
          ? null
          : ['Refund', <code className="text-[13px] break-all">{notice.refund_id}</code>],
        ['Attempts', `${notice.attempt_count}, at most ${notice.max_attempts} by themselves`],
        ['Next try', <When at={notice.next_attempt_at} />],
        ['Delivered', <When at={notice.delivered_at} />],
        ['Made', <When at={notice.created_at} />],
      ]}
    />
  </Section>
)

const Attempt = ({ attempt }: { attempt: NoticeAttempt }) => (
  <li>
    <details className="group">
      <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-raised">
        <OpenMark />
        <span className="text-ink-soft">{attempt.attempt_number}.</span>
        <StatusBadge status={isTaken(attempt) ? 'delivered' : 'failed'} />
        <span className="font-medium">{attemptWords(attempt)}</span>
        <span className="text-[13px] text-ink-soft">
          {attempt.trigger === 'automatic' ? 'by itself' : 'asked for by hand'}
        </span>
        <span className="ml-auto text-[13px] text-ink-soft">
          <When at={attempt.started_at} />
        </span>
      </summary>
      <div className="space-y-3 px-4 pb-4">
        <Facts
          facts={[
            ['Took', `${attempt.duration_milliseconds} ms`],
            attempt.error_message !== null && ['Why', attempt.error_message],
            attempt.recommended_action !== null && ['What to do', attempt.recommended_action],
          ]}
        />
        {attempt.response_body_excerpt ? (
          <CodeBlock code={attempt.response_body_excerpt} what="beginning of the answer" />
        ) : (
          attempt.status_code !== null && <p className="text-ink-soft">The answer was empty.</p>
        )}
      </div>
    </details>
  </li>
)
