import { useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import type { Product } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts, MetadataFacts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { InlineList } from '../../parts/InlineList.tsx'
import { Dash, Money } from '../../parts/Money.tsx'
import { ResourceHistory } from '../../parts/ResourceHistory.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'
import { PriceRange } from './PriceRange.tsx'

type Variant = Product['default_variant']

export const ProductPage = () => {
  const { productId = '' } = useParams()
  const product = useRead<Product>(`/v1/products/${productId}`)
  return (
    <DetailPage
      kind="Product"
      id={productId}
      up={{ path: 'products', name: 'Products' }}
      reading={product}
      title={(found) => found.name}
      badges={(found) => <StatusBadge status={found.status} />}
      actions={(found) => <SaleSwitch product={found} onDone={product.reload} />}
      aside={(found) => <ProductAside product={found} />}
    >
      {(found) => (
        <>
          <InlineList<Variant>
            key={found.version}
            title="Variants"
            path={`/v1/products/${productId}/variants`}
            columns={[
              { name: 'Variant', show: (variant) => variantWords(variant) },
              {
                name: 'Price',
                isNumber: true,
                show: (variant) => <Money money={variant.unit_price_money} />,
              },
              { name: 'Status', show: (variant) => <StatusBadge status={variant.status} /> },
              { name: 'SKU', show: (variant) => variant.sku ?? <Dash /> },
              { name: 'Id', show: (variant) => <IdLink id={variant.variant_id} isShort />, isExtra: true },
            ]}
            keyOf={(variant) => variant.variant_id}
            none="No variants."
          />
          <ResourceHistory key={`history ${found.version}`} id={productId} />
        </>
      )}
    </DetailPage>
  )
}

const variantWords = (variant: Variant): string =>
  variant.selected_options.length > 0
    ? variant.selected_options.map((option) => Object.values(option).join(': ')).join(', ')
    : (variant.name ?? 'The product itself')

const SaleSwitch = ({ product, onDone }: { product: Product; onDone: () => Promise<void> }) => {
  const api = useApi()
  const isActive = product.status === 'active'
  return (
    <ActionButton
      needs="commerce.products.write"
      label={isActive ? 'Take off sale' : 'Put on sale'}
      title={isActive ? 'Take this product off sale?' : 'Put this product on sale?'}
      confirm={isActive ? 'Take off sale' : 'Put on sale'}
      disabledReason={product.status === 'archived' ? 'The product is archived' : null}
      send={(_form, idempotencyKey) =>
        api.patch(
          `/v1/products/${product.product_id}`,
          { status: isActive ? 'inactive' : 'active', expected_version: product.version },
          { idempotencyKey },
        )
      }
      done={isActive ? 'Taken off sale' : 'Put on sale'}
      onDone={onDone}
    >
      <p>
        {isActive
          ? 'New orders cannot name it until it is put on sale again. Orders that have it stay as they are.'
          : 'Orders can name it again.'}
      </p>
    </ActionButton>
  )
}

const ProductAside = ({ product }: { product: Product }) => (
  <>
    <Section title="Details">
      <Facts
        facts={[
          ['Price', <PriceRange product={product} />],
          ['Type', wordsOf(product.product_type)],
          ['On sale', product.available_for_sale ? 'Yes' : 'No'],
          ['Categories', product.categories.join(', ')],
          ['Description', product.description],
          ['Your reference', product.external_reference_id],
          ['Version', product.version],
          ['Created', <When at={product.created_at} />],
          ['Changed', <When at={product.updated_at} />],
        ]}
      />
    </Section>
    <Section title="Metadata">
      <MetadataFacts metadata={product.metadata} />
    </Section>
  </>
)
