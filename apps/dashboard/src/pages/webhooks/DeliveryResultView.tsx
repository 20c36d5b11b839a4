import { IdLink } from '../../parts/IdLink.tsx'
import { CodeBlock, Notice } from '../../parts/Notice.tsx'
import { attemptWords } from './delivery-words.ts'
import type { DeliveryResult } from './webhook.ts'

/** What came of an attempt that somebody waited for. */
export const DeliveryResultView = ({ result }: { result: DeliveryResult }) => {
  const isDelivered = result.attempt_status === 'delivered'
  return (
    <div role="status" className="space-y-3">
      <Notice tone={isDelivered ? 'good' : 'attention'} title={isDelivered ? 'Delivered' : 'Not delivered'}>
        <p>
          {attemptWords(result)} after {result.duration_milliseconds} ms. {result.error_message}
        </p>
        {result.recommended_action !== null && <p>{result.recommended_action}</p>}
        <p className="mt-1">
          <IdLink id={result.webhook_delivery_id} words="Open the delivery" />
        </p>
      </Notice>
      {result.response_body_excerpt !== null && result.response_body_excerpt !== '' && (
        <CodeBlock code={result.response_body_excerpt} what="your server’s answer" />
      )}
    </div>
  )
}
