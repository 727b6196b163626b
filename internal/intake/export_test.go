package intake

// Elements is elements, for the fuzz test.
var Elements = elements
