import { useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import type { Coupon } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { CopyButton } from '../../parts/CopyButton.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ResourceHistory } from '../../parts/ResourceHistory.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { couponWords, usesWords } from './offer-words.ts'

export const CouponPage = () => {
  const { couponId = '' } = useParams()
  const api = useApi()
  const coupon = useRead<Coupon>(`/v1/coupons/${couponId}`)
  return (
    <DetailPage
      kind="Coupon"
      id={couponId}
      up={{ path: 'promotions', name: 'Promotions' }}
      reading={coupon}
      title={(found) => found.name}
      badges={(found) => <StatusBadge status={found.status} />}
      actions={(found) => {
        const isOff = found.status === 'disabled'
        return (
          <ActionButton
            needs="commerce.promotions.write"
            label={isOff ? 'Switch on' : 'Switch off'}
            title={isOff ? 'Switch this coupon on?' : 'Switch this coupon off?'}
            confirm={isOff ? 'Switch on' : 'Switch off'}
            disabledReason={found.status === 'deleted' ? 'The coupon is deleted' : null}
            send={(_form, idempotencyKey) =>
              api.patch(
                `/v1/coupons/${couponId}`,
                { status: isOff ? 'active' : 'disabled', expected_version: found.version },
                { idempotencyKey },
              )
            }
            done={isOff ? 'Switched on' : 'Switched off'}
            onDone={coupon.reload}
          />
        )
      }}
    >
      {(found) => (
        <>
          <Section title="Details">
            <Facts
              facts={[
                [
                  'Code',
                  <span className="inline-flex items-center gap-1 font-mono">
                    {found.coupon_code}
                    <CopyButton text={found.coupon_code} what="code" />
                  </span>,
                ],
                ['Offer', couponWords(found)],
                ['Used', usesWords(found.uses_count, found.max_uses)],
                ['Ends', <When at={found.expires_at} />],
                ['Promotion', <IdLink id={found.promotion_id} />],
                ['Only for', found.limit_to_item_ids.join(', ') || 'Everything'],
                ['Created', <When at={found.created_at} />],
              ]}
            />
          </Section>
          <ResourceHistory key={found.version} id={couponId} />
        </>
      )}
    </DetailPage>
  )
}
