/**
 * A grey sign for a picture, 45×45 pixels, drawn for this project: Box's web app shows a timeline entry without an
 * `image_url` as a broken image, and some entries have no picture to show.
 */
export const neutralPicture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAC0AAAAtBAMAAADINP+pAAAAMFBMVEXo6OiQkJC8vLy5ubm/v7+fn5/g4OCWlpaurq7Q0NDm5uaoqKjGxsbPz8/Y2Ni0tLQOrBonAAAACXBIWXMAAAsTAAALEwEAmpwYAAAAmElEQVQ4y2NgGAUUAF4XKPBEFW8UhIEGFOXixlBgLoksziIMYzGLIIszCWGyoLwVFQuwih8UPECS+IrqBKziDKlhDAxpmOJsgaIJbKEJGOKpooFhqYK70MXZgKKigeESi9DEU4GmBIrmFX5CFRcODAPb/FwaRZxFWhToSrYEYACihA+n+CZo+LdLEhP+DJzK0PDXHE27FAEAhVwjNgmguU4AAAAASUVORK5CYII='
