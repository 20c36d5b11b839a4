import { refuse } from '../platform/http/errors.ts'
import { productErrors } from './errors.ts'
import type { ImageInput } from './input-schemas.ts'
import type { CatalogImage } from './product.ts'

const maxImages = 8

/** Images stay where they are: only their addresses are kept. Source: contract, flint-commerce 14. */
export const checkedImages = (inputs: readonly ImageInput[] = [], param = 'images'): CatalogImage[] => {
  if (inputs.length > maxImages)
    throw refuse(productErrors.IMAGE_GALLERY_LIMIT_EXCEEDED, { param, extra: { limit: maxImages } })
  const images = inputs.map((input, index) => checkedImage(input, `${param}[${index}]`))
  const urls = images.map(({ url }) => url)
  const twice = urls.findIndex((url, index) => urls.indexOf(url) !== index)
  if (twice !== -1) throw refuse(productErrors.DUPLICATE_IMAGE_SOURCE, { param: `${param}[${twice}].url` })
  const references = images.map(({ externalReferenceId }) => externalReferenceId)
  const again = references.findIndex((id, index) => id !== null && references.indexOf(id) !== index)
  if (again !== -1)
    throw refuse(productErrors.DUPLICATE_IMAGE_EXTERNAL_REFERENCE_ID, {
      param: `${param}[${again}].external_reference_id`,
    })
  return images
}

const checkedImage = (input: ImageInput, param: string): CatalogImage => {
  const { url, alt = null, external_reference_id: externalReferenceId = null } = input
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:\/\//i.test(url) || parsed.username !== '' || parsed.password !== '')
    throw refuse(productErrors.IMAGE_URL_INVALID, { param: `${param}.url` })
  return { url, alt, externalReferenceId }
}
