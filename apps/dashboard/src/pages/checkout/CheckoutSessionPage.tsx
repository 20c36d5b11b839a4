import { useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import type { CheckoutSession } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { CheckoutLink } from '../../parts/CheckoutLink.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts, MetadataFacts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ResourceHistory } from '../../parts/ResourceHistory.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'

export const CheckoutSessionPage = () => {
  const { checkoutSessionId = '' } = useParams()
  const api = useApi()
  const session = useRead<CheckoutSession>(`/v1/checkout-sessions/${checkoutSessionId}`)
  return (
    <DetailPage
      kind="Payment page"
      id={checkoutSessionId}
      up={{ path: 'checkout', name: 'Checkout' }}
      reading={session}
      badges={(found) => <StatusBadge status={found.status} />}
      actions={(found) => (
        <ActionButton
          needs="checkouts.checkout_sessions.write"
          label="Close"
          title="Close this page?"
          confirm="Close page"
          isDanger
          disabledReason={found.status === 'open' ? null : 'The page has ended'}
          send={(_form, idempotencyKey) =>
            api.post(`/v1/checkout-sessions/${checkoutSessionId}/close`, undefined, { idempotencyKey })
          }
          done="Page closed"
          onDone={session.reload}
        >
          <p>Its link can no longer be paid. The order stays open: another page can be made for it.</p>
        </ActionButton>
      )}
      aside={(found) => (
        <>
          <Section title="Details">
            <Facts
              facts={[
                ['Order', <IdLink id={found.order_id} isShort />],
                ['Customer', <IdLink id={found.customer_id} isShort />],
                found.payment_link_id
                  ? ['Payment link', <IdLink id={found.payment_link_id} isShort />]
                  : null,
                ['Surface', wordsOf(found.surface)],
                found.terminal_reason ? ['Ended because', wordsOf(found.terminal_reason)] : null,
                ['Expires', <When at={found.expires_at} />],
                ['Created', <When at={found.created_at} />],
              ]}
            />
          </Section>
          <Section title="Metadata">
            <MetadataFacts metadata={found.metadata} />
          </Section>
        </>
      )}
    >
      {(found) => (
        <>
          {found.status === 'open' && (
            <Section title="Link">
              <CheckoutLink session={found} />
            </Section>
          )}
          <ResourceHistory key={found.updated_at} id={checkoutSessionId} />
        </>
      )}
    </DetailPage>
  )
}
