import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { Ids } from '../platform/ids/ids.ts'
import { byPosition, isVariantForSale, positionsOf } from '../products/index.ts'
import type { Bundle, BundleComponent, BundlePart } from './bundle.ts'
import { bundleErrors } from './errors.ts'
import type { ComponentPatch } from './input-schemas.ts'
import type { PartVariant } from './queries.ts'

/** The components of a bundle as they are to be. One whose id is named, or whose variant the bundle has, stays the same. */
export const changedComponents = (
  ids: Ids,
  current: readonly BundleComponent[],
  inputs: readonly ComponentPatch[],
): BundleComponent[] => {
  const positions = positionsOf(inputs, bundleErrors.INVALID_COMPONENT_POSITION, 'components')
  const components = inputs.map((input, index): BundleComponent => {
    const { bundle_component_id: id } = input
    if (id !== undefined && !current.some(({ bundleComponentId }) => bundleComponentId === id))
      throw refuse(bundleErrors.UNKNOWN_BUNDLE_COMPONENT, {
        param: `components[${index}].bundle_component_id`,
      })
    const same = current.find(({ variantId }) => variantId === input.variant_id)
    return {
      bundleComponentId: id ?? same?.bundleComponentId ?? ids.newId('bunc'),
      variantId: input.variant_id,
      quantity: input.quantity,
      position: positions[index]!,
    }
  })
  for (const [index, { variantId, bundleComponentId }] of components.entries()) {
    const before = components.slice(0, index)
    const param = `components[${index}]`
    if (before.some((component) => component.variantId === variantId))
      throw refuse(bundleErrors.DUPLICATE_COMPONENT_VARIANT, { param: `${param}.variant_id` })
    if (before.some((component) => component.bundleComponentId === bundleComponentId))
      throw refuse(bundleErrors.DUPLICATE_BUNDLE_COMPONENT_ID, { param: `${param}.bundle_component_id` })
  }
  return components.toSorted(byPosition)
}

/** Each component with its variant; all of them exist. */
export const partsOf = (
  components: readonly BundleComponent[],
  variants: readonly PartVariant[],
): BundlePart[] =>
  components.map((component) => {
    const found = variants.find(({ variant }) => variant.variantId === component.variantId)
    if (!found)
      throw refuse(httpErrors.RESOURCE_NOT_FOUND, {
        param: 'components',
        message: `There is no variant ${component.variantId}.`,
      })
    return { component, ...found }
  })

/** An active bundle has active variants of active products; another one at least none that is archived. */
export const expectPartsFit = ({ status }: Bundle, parts: readonly BundlePart[]): void => {
  for (const { product, variant } of parts) {
    if (status === 'active' ? isVariantForSale(product, variant) : variant.status !== 'archived') continue
    const isVariant = status === 'active' ? variant.status !== 'active' : true
    throw refuse(
      isVariant
        ? bundleErrors.BUNDLE_COMPONENT_VARIANT_NOT_ACTIVE
        : bundleErrors.BUNDLE_COMPONENT_PRODUCT_NOT_ACTIVE,
      {
        param: 'components',
        message: isVariant
          ? `${variant.variantId} is ${variant.status}.`
          : `${product.productId}, the product of ${variant.variantId}, is ${product.status}.`,
      },
    )
  }
}
