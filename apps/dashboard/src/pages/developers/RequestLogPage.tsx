import { useParams } from 'react-router'
import { useRead } from '../../api/use-read.ts'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { ExactTime } from '../../parts/ExactTime.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { JsonView } from '../../parts/JsonView.tsx'
import { CodeBlock, Notice } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { type RequestLogDetail, answerTone } from './request-log.ts'

export const RequestLogPage = () => {
  const { id } = useParams() as { id: string }
  const reading = useRead<RequestLogDetail>(`/v1/developer/request-logs/${id}`)
  return (
    <DetailPage
      kind="API call"
      id={id}
      up={{ path: 'request-logs', name: 'Request logs' }}
      reading={reading}
      title={({ http_method, path }) => (
        <span className="font-mono text-base break-all">
          {http_method} {path}
        </span>
      )}
      badges={({ status_code }) => (
        <StatusBadge status={String(status_code)} tone={answerTone(status_code)} />
      )}
      aside={(log) => <LogFacts log={log} />}
    >
      {(log) => (
        <>
          <ErrorNotice log={log} />
          {log.query_params.length > 0 && (
            <Section title="Query">
              <Facts facts={log.query_params.map(({ name, value }) => [name, value] as const)} />
            </Section>
          )}
          <Section title="What was sent">
            <Body body={log.request_body} what="body that was sent" />
          </Section>
          <Section title="What was answered">
            <Body body={log.response_body} what="body that was answered" />
          </Section>
          <Section title="Make it again">
            <div className="space-y-2">
              {!log.reproduction.safe_to_reproduce && (
                <p className="text-attention">Sending it again may do it again.</p>
              )}
              <CodeBlock code={log.reproduction.curl} what="command" />
              {log.reproduction.warnings.map((warning) => (
                <p key={warning} className="text-[13px] text-ink-soft">
                  {warning}
                </p>
              ))}
            </div>
          </Section>
          <Section title="Headers that were sent">
            <Facts facts={Object.entries(log.request_headers)} />
          </Section>
        </>
      )}
    </DetailPage>
  )
}

const ErrorNotice = ({ log }: { log: RequestLogDetail }) =>
  log.error_code === null ? null : (
    <Notice tone="attention" title={log.error_summary ?? log.error_code}>
      {log.recommended_action !== null && <p>{log.recommended_action}</p>}
      <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-ink-soft">
        {log.reference_url === null ? (
          <span>{log.error_code}</span>
        ) : (
          <a href={log.reference_url} className="underline underline-offset-2">
            {log.error_code}
          </a>
        )}
        {log.retryable !== null && (
          <span>{log.retryable ? 'The same call may succeed later' : 'The same call fails again'}</span>
        )}
      </p>
    </Notice>
  )

const Body = ({ body, what }: { body: unknown; what: string }) => {
  if (body === null || body === undefined)
    return <p className="text-ink-soft">Nothing, or nothing that is kept.</p>
  return typeof body === 'string' ? (
    <CodeBlock code={body} what={what} />
  ) : (
    <JsonView value={body} what={what} />
  )
}

const LogFacts = ({ log }: { log: RequestLogDetail }) => (
  <Section title="Details">
    <Facts
      facts={[
        ['At', <ExactTime key="at" at={log.created_at} />],
        ['Took', `${log.latency_milliseconds} ms`],
        ['About', log.resource_id && <IdLink key="about" id={log.resource_id} isShort />],
        log.resource_id !== null && [
          'Its timeline',
          <IdLink
            key="timeline"
            id={log.resource_id}
            words={`All about this ${wordsOf(log.resource_type ?? 'resource').toLowerCase()}`}
          />,
        ],
        ['Category', log.error_category && wordsOf(log.error_category)],
        [
          'Request id',
          <span key="request" className="font-mono text-[13px] break-all">
            {log.request_id}
          </span>,
        ],
        log.correlation_id !== null && ['Correlation id', log.correlation_id],
        log.api_key_id !== null && ['Key', <IdLink key="key" id={log.api_key_id} isShort />],
        ['API version', log.served_api_version],
        [
          'Route',
          <span key="route" className="font-mono text-[13px] break-all">
            {log.route_pattern}
          </span>,
        ],
      ]}
    />
  </Section>
)
