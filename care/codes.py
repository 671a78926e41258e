"""Client codes: two words that stand for a client where a name must not, such as quiet-harbor.

A code is read out, remembered, typed, and stands beside alerts. So the words are kind and concrete
and far from each other in sound and spelling; words about health, bodies, moods and lateness were
left out, common first names too, and whatever easily calls self-harm to mind.
"""


class NoSuchCode(ValueError):
    """A number for which there is no code."""


_ADJECTIVES = """
airy alpine amiable angular aquatic artful autumnal azure balmy beaded blooming boreal breezy
bright brisk bronze budding buttoned chiming citrine classic clever clockwork cloudless coastal
cobalt cobbled concentric copper corduroy cosmic courteous crafted crescent cyan damask dancing
dappled deluxe denim dewy diagonal dotted dovetailed elegant enameled evergreen faceted feathered
festive filigree flannel floral flowering fluted fresh friendly frosty gallant gentle genuine
gilded gingham glazed gleaming gliding glittering glossy graceful grand gusty handmade harmonic
hexagonal homespun honest humming hushed interlaced inventive inviting jaunty jeweled khaki kindly
knitted lakeside latticed leafy lilting lively luminous lunar lustrous lyrical mahogany majestic
marbled maritime mauve melodic metallic midsummer modern moonlit musical nautical neighborly
nimble noonday northern novel oaken obliging ochre octagonal offshore opaline orchestral ornate
outlined overland paisley panoramic papery parallel pastel patchwork patterned pebbly pillared
piney plaid pleated poetic polished porcelain purple quiet quilted radiant resonant ribboned
rippling riverside royal russet rustic sailing satin scenic scholarly shimmering silken silvery
singing skilled smooth snug soaring solar spacious sparkling speckled sprightly sprouting starry
stately stellar stippled striped studious suede summery sunlit swift symmetric tartan tasseled
tawny teal terraced thatched thoughtful timbered triangular trilling tropical tufted tuneful
turquoise tweed twilight twinkling unhurried upriver uptown varnished vaulted velvet verdant
waltzing warm westward winged witty wooden yodeling zigzag zoological
"""
ADJECTIVES = tuple(_ADJECTIVES.split())

_NOUNS = """
abacus accordion acorn airship album alcove alpaca anchor anthem armchair attic avenue backpack
badger ballad bamboo banjo barometer beach bellows bicycle birdhouse bison blossom blueprint
bobbin bonsai bookshelf boulder breeze brick bugle bumblebee bungalow buttercup cabin camera
canopy canvas caravan carousel catamaran cedar cello chalet chandelier chessboard chimney chipmunk
chorus clarinet clock coaster comet compass concert cornflower cottage courtyard coyote creek
cupboard cypress daffodil dandelion dolphin domino doorbell dragonfly driftwood easel emblem
engine envelope estuary expedition falcon fanfare feather ferry festival finch firefly fjord
flamingo flowerpot flute foliage footpath fountain foxglove galaxy gallery garden garland gazebo
gecko glider globe goldfinch gondola gramophone granite greenhouse guitar hammock harbor haystack
hedgehog highland hillside horizon inkwell jackdaw jigsaw jukebox kayak kettle keyboard kingfisher
kiosk koala lagoon lantern lemur library lighthouse limestone magnet magpie mandolin manuscript
meteor metronome mitten moon moorland mosaic mural nebula notebook oasis ocean orchard otter
paintbrush panda parasol pavilion pebble pelican pencil penguin pergola periwinkle piano pillow
pinwheel planet plateau plaza postcard puffin puzzle quartet quilt rabbit radio rainbow reindeer
ribbon roadside rocket safari sailboat sandcastle sapling satchel saxophone scrapbook seahorse
seashell semaphore shore signpost snowflake sparrow squirrel stadium statue suitcase sundial
sunflower sunrise sycamore tambourine tangram tapestry teacup teapot telescope thicket thimble
toboggan topiary toucan trellis tugboat tulip turtle ukulele umbrella veranda violin warbler
watermill windmill workshop xylophone zeppelin
"""
NOUNS = tuple(_NOUNS.split())


def how_many() -> int:
    """How many codes there are."""
    return len(ADJECTIVES) * len(NOUNS)


def code_from(number: int) -> str:
    """The code of this number, from 0; each number below `how_many()` has a code of its own.

    It changes when the lists do: a code that was given is kept, not computed again.
    """
    if not 0 <= number < how_many():
        raise NoSuchCode(f"There are codes for the numbers from 0 to {how_many() - 1} only.")
    turn, first = divmod(number, len(ADJECTIVES))
    # Both words change from one number to the next: codes of neighbours are not mistaken.
    return f"{ADJECTIVES[first]}-{NOUNS[(turn + first) % len(NOUNS)]}"
