import { useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import type { CheckoutSession, PaymentLink } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { LinkButton } from '../../parts/Button.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { MetadataFacts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { InlineList } from '../../parts/InlineList.tsx'
import { Dash, Money } from '../../parts/Money.tsx'
import { OrderBadges } from '../../parts/OrderTable.tsx'
import { ResourceHistory } from '../../parts/ResourceHistory.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'
import { LinkBadges } from './LinkBadges.tsx'
import { LinkAside, LinkOffer } from './LinkDetails.tsx'
import { LinkResults } from './LinkResults.tsx'
import { isPastEnd } from './link-words.ts'
import { ShareLink } from './ShareLink.tsx'

export const PaymentLinkPage = () => {
  const { paymentLinkId = '' } = useParams()
  const link = useRead<PaymentLink>(`/v1/payment-links/${paymentLinkId}`)
  return (
    <DetailPage
      kind="Payment link"
      id={paymentLinkId}
      up={{ path: 'payment-links', name: 'Payment links' }}
      reading={link}
      title={(found) => found.name}
      badges={(found) => <LinkBadges link={found} />}
      actions={(found) => <LinkActions link={found} onDone={link.reload} />}
      aside={(found) => (
        <>
          <LinkAside link={found} />
          <Section title="Metadata">
            <MetadataFacts metadata={found.metadata} />
          </Section>
        </>
      )}
    >
      {(found) => (
        <>
          <Section title="Share">
            <ShareLink link={found} />
          </Section>
          <LinkResults key={`results ${found.completed_count}`} link={found} />
          <InlineList<CheckoutSession>
            title="Orders made by it"
            path="/v1/checkout-sessions"
            query={{ payment_link_id: paymentLinkId, expand: 'order' }}
            columns={[
              {
                name: 'Order',
                show: ({ order, order_id }) => (
                  <IdLink id={order_id} words={order?.order_number ?? undefined} isShort />
                ),
              },
              {
                name: 'Total',
                isNumber: true,
                show: ({ order }) =>
                  order ? <Money money={order.pricing_amounts.total_money} isStrong /> : <Dash />,
              },
              { name: 'Status', show: ({ order }) => (order ? <OrderBadges order={order} /> : <Dash />) },
              {
                name: 'Buyer',
                show: ({ order }) => order?.buyer_contact?.email ?? <Dash />,
                isExtra: true,
              },
              { name: 'Created', show: (session) => <When at={session.created_at} /> },
            ]}
            keyOf={(session) => session.checkout_session_id}
            pathOf={(session) => `orders/${session.order_id}`}
            none="None yet. A buyer who goes on to pay makes one."
          />
          <LinkOffer link={found} />
          <ResourceHistory key={found.version} id={paymentLinkId} />
        </>
      )}
    </DetailPage>
  )
}

const LinkActions = ({ link, onDone }: { link: PaymentLink; onDone: () => Promise<void> }) => {
  const api = useApi()
  const pathOf = usePathOf()
  const isActive = link.status === 'active'
  const ended = isPastEnd(link, Date.now()) ? 'Its end has come: change that first' : null
  return (
    <>
      <LinkButton
        needs="checkouts.payment_links.write"
        to={pathOf(`payment-links/${link.payment_link_id}/edit`)}
      >
        Change
      </LinkButton>
      <ActionButton
        needs="checkouts.payment_links.write"
        label={isActive ? 'Switch off' : 'Switch on'}
        title={isActive ? 'Switch this link off?' : 'Switch this link on?'}
        confirm={isActive ? 'Switch off' : 'Switch on'}
        disabledReason={ended}
        send={(_form, idempotencyKey) =>
          api.patch(
            `/v1/payment-links/${link.payment_link_id}`,
            { status: isActive ? 'inactive' : 'active', expected_version: link.version },
            { idempotencyKey },
          )
        }
        done={isActive ? 'Switched off' : 'Switched on'}
        onDone={onDone}
      >
        <p>
          {isActive
            ? 'Its page then says that it is not active. Orders that were begun can still be paid.'
            : 'Everybody who has the link can buy by it again.'}
        </p>
      </ActionButton>
    </>
  )
}
