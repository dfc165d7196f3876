// OpenColorIO as plain C: a config, what it lists, a processor, and pixels through it. Messages come back as text in the caller's buffer.
#include "native.h"
#include <OpenColorIO/OpenColorIO.h>
#include <cstring>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace OCIO = OCIO_NAMESPACE;

namespace {

struct Config {
  OCIO::ConstConfigRcPtr config;
  std::vector<std::string> files;  // what file transforms name, resolved where they are found
};

struct Processor {
  OCIO::ConstProcessorRcPtr processor;
  OCIO::ConstCPUProcessorRcPtr cpu;
};

void put(char *target, int size, const char *text) noexcept {
  if (!target || size < 1) return;
  std::strncpy(target, text ? text : "", static_cast<size_t>(size) - 1);
  target[size - 1] = 0;
}

// Runs the body; what a library throws becomes -1 and its message.
template <typename Body> int told(char *message, int size, Body body) noexcept {
  put(message, size, "");
  try {
    return body();
  } catch (const std::exception &e) {
    put(message, size, e.what());
    return -1;
  } catch (...) {
    put(message, size, "an unknown failure");
    return -2;
  }
}

// Follows every reference of a config before OpenColorIO does, which follows circles until its stack ends.
class Walk {
 public:
  explicit Walk(OCIO::ConstConfigRcPtr c) : config(std::move(c)), context(config->getCurrentContext()) {}

  std::vector<std::string> all() {
    for (int i = 0; i < config->getNumColorSpaces(OCIO::SEARCH_REFERENCE_SPACE_ALL, OCIO::COLORSPACE_ALL); i++)
      space(config->getColorSpaceNameByIndex(OCIO::SEARCH_REFERENCE_SPACE_ALL, OCIO::COLORSPACE_ALL, i));
    for (int i = 0; i < config->getNumLooks(); i++) look(config->getLookNameByIndex(i));
    for (int i = 0; i < config->getNumViewTransforms(); i++) view(config->getViewTransformNameByIndex(i));
    for (int i = 0; i < config->getNumNamedTransforms(OCIO::NAMEDTRANSFORM_ALL); i++)
      space(config->getNamedTransformNameByIndex(OCIO::NAMEDTRANSFORM_ALL, i));
    return {files.begin(), files.end()};
  }

 private:
  static constexpr long most = 10000;
  OCIO::ConstConfigRcPtr config;
  OCIO::ConstContextRcPtr context;
  std::set<std::string> files;
  std::map<std::string, long> costs;  // -1 while its parts are being followed
  int depth = 0;

  template <typename Parts> long once(const std::string &key, const std::string &name, Parts parts) {
    auto found = costs.find(key);
    if (found != costs.end()) {
      if (found->second < 0) throw std::runtime_error("'" + name + "' refers to itself");
      return found->second;
    }
    costs[key] = -1;
    if (++depth > 64) throw std::runtime_error("references go deeper than 64");
    long cost = 1 + parts();
    depth--;
    if (cost > most) throw std::runtime_error("'" + name + "' unfolds into more than " + std::to_string(most) + " steps");
    return costs[key] = cost;
  }

  long space(const char *name) {
    const std::string resolved = context->resolveStringVar(name ? name : "");
    if (auto s = config->getColorSpace(resolved.c_str()))
      return once(std::string("s:") + s->getName(), s->getName(), [&] {
        return transform(s->getTransform(OCIO::COLORSPACE_DIR_TO_REFERENCE)) + transform(s->getTransform(OCIO::COLORSPACE_DIR_FROM_REFERENCE));
      });
    if (auto n = config->getNamedTransform(resolved.c_str()))
      return once(std::string("n:") + n->getName(), n->getName(),
                  [&] { return transform(n->getTransform(OCIO::TRANSFORM_DIR_FORWARD)) + transform(n->getTransform(OCIO::TRANSFORM_DIR_INVERSE)); });
    return 0;
  }

  long look(const std::string &name) {
    auto l = config->getLook(name.c_str());
    if (!l) return 0;
    return once("l:" + name, name, [&] { return space(l->getProcessSpace()) + transform(l->getTransform()) + transform(l->getInverseTransform()); });
  }

  // "a, +b, -c | d": every name in it
  long looks(const char *text) {
    long cost = 0;
    std::string word;
    for (const char *p = text ? text : "";; p++) {
      if (*p && !std::strchr(",|:+- \t", *p)) {
        word += *p;
        continue;
      }
      if (*p == '-' && !word.empty()) {
        word += *p;
        continue;
      }
      if (!word.empty()) cost += look(word);
      word.clear();
      if (!*p) return cost;
    }
  }

  long view(const char *name) {
    auto v = config->getViewTransform(name ? name : "");
    if (!v) return 0;
    return once(std::string("v:") + name, name, [&] {
      return transform(v->getTransform(OCIO::VIEWTRANSFORM_DIR_TO_REFERENCE)) + transform(v->getTransform(OCIO::VIEWTRANSFORM_DIR_FROM_REFERENCE));
    });
  }

  long transform(const OCIO::ConstTransformRcPtr &t) {
    if (!t) return 0;
    if (auto group = OCIO::DynamicPtrCast<const OCIO::GroupTransform>(t)) {
      long cost = 0;
      if (++depth > 64) throw std::runtime_error("groups go deeper than 64");
      for (int i = 0; i < group->getNumTransforms(); i++) cost += transform(group->getTransform(i));
      depth--;
      if (cost > most) throw std::runtime_error("a group unfolds into more than " + std::to_string(most) + " steps");
      return cost;
    }
    if (auto file = OCIO::DynamicPtrCast<const OCIO::FileTransform>(t)) {
      std::string named = file->getSrc() ? file->getSrc() : "";
      try {
        named = context->resolveFileLocation(named.c_str());
      } catch (const OCIO::Exception &) {
        // not there: OpenColorIO says so when it is needed
        named = "";
      }
      if (!named.empty()) files.insert(named);
      return 1;
    }
    if (auto between = OCIO::DynamicPtrCast<const OCIO::ColorSpaceTransform>(t)) return space(between->getSrc()) + space(between->getDst());
    if (auto shown = OCIO::DynamicPtrCast<const OCIO::DisplayViewTransform>(t))
      return space(shown->getSrc()) + view(config->getDisplayViewTransformName(shown->getDisplay(), shown->getView())) +
             space(config->getDisplayViewColorSpaceName(shown->getDisplay(), shown->getView())) +
             looks(config->getDisplayViewLooks(shown->getDisplay(), shown->getView()));
    if (auto look = OCIO::DynamicPtrCast<const OCIO::LookTransform>(t)) return space(look->getSrc()) + space(look->getDst()) + looks(look->getLooks());
    return 1;
  }
};

int finish(OCIO::ConstProcessorRcPtr made, int exact, void **processor) {
  const auto flags = exact ? OCIO::OPTIMIZATION_LOSSLESS : OCIO::OPTIMIZATION_DEFAULT;
  auto cpu = made->getOptimizedCPUProcessor(OCIO::BIT_DEPTH_F32, OCIO::BIT_DEPTH_F32, flags);
  *processor = new Processor{made, cpu};
  return 0;
}

}  // namespace

// The version of OpenColorIO that runs, as text.
ANSWERPRINT_API const char *answerprint_ocio_version() { return OCIO::GetVersion(); }

// Reads a config from text; its own files are looked for under a folder. The text is checked for circles, and nothing else is read yet.
ANSWERPRINT_API int answerprint_ocio_open(const char *text, long long length, const char *folder, void **config, char *message, int size) {
  return told(message, size, [&] {
    OCIO::SetLoggingLevel(OCIO::LOGGING_LEVEL_NONE);
    std::istringstream stream(std::string(text, static_cast<size_t>(length)));
    auto read = OCIO::Config::CreateFromStream(stream);
    auto placed = read->createEditableCopy();
    placed->setWorkingDir(folder);
    auto files = Walk(placed).all();
    placed->validate();
    *config = new Config{placed, std::move(files)};
    return 0;
  });
}

ANSWERPRINT_API void answerprint_ocio_close(void *config) { delete static_cast<Config *>(config); }

// The n-th name of a kind: 0 colour spaces, 1 displays, 2 views of a display, 3 files, 4 search paths, 5 roles, 6 the view transforms' default view.
// Returns the number of names of that kind.
ANSWERPRINT_API int answerprint_ocio_name(void *handle, int kind, const char *of, int index, char *name, int size) {
  return guarded([&] {
    auto *held = static_cast<Config *>(handle);
    const auto &c = held->config;
    int count = 0;
    std::string found;
    switch (kind) {
      case 0:
        count = c->getNumColorSpaces(OCIO::SEARCH_REFERENCE_SPACE_ALL, OCIO::COLORSPACE_ALL);
        if (index >= 0 && index < count) found = c->getColorSpaceNameByIndex(OCIO::SEARCH_REFERENCE_SPACE_ALL, OCIO::COLORSPACE_ALL, index);
        break;
      case 1:
        count = c->getNumDisplays();
        if (index >= 0 && index < count) found = c->getDisplay(index);
        break;
      case 2:
        count = c->getNumViews(of);
        if (index >= 0 && index < count) found = c->getView(of, index);
        break;
      case 3:
        count = static_cast<int>(held->files.size());
        if (index >= 0 && index < count) found = held->files[static_cast<size_t>(index)];
        break;
      case 4:
        count = c->getNumSearchPaths();
        if (index >= 0 && index < count) found = c->getSearchPath(index);
        break;
      default:
        count = c->getNumRoles();
        if (index >= 0 && index < count) found = c->getRoleName(index);
        break;
    }
    put(name, size, found.c_str());
    return count;
  });
}

// The config's own name of a space that is given by name, alias or role; empty where there is none.
ANSWERPRINT_API int answerprint_ocio_find(void *handle, const char *name, char *found, int size) {
  return guarded([&] {
    auto space = static_cast<Config *>(handle)->config->getColorSpace(name);
    put(found, size, space ? space->getName() : "");
    return space ? 1 : 0;
  });
}

ANSWERPRINT_API int answerprint_ocio_cache_id(void *handle, char *id, int size, char *message, int room) {
  return told(message, room, [&] {
    put(id, size, static_cast<Config *>(handle)->config->getCacheID());
    return 0;
  });
}

// From one space to another. exact: 1 without OpenColorIO's quicker approximations of powers and logarithms.
ANSWERPRINT_API int answerprint_ocio_between(void *handle, const char *from, const char *to, int exact, void **processor, char *message, int size) {
  return told(message, size, [&] { return finish(static_cast<Config *>(handle)->config->getProcessor(from, to), exact, processor); });
}

// From a space to a view of a display.
ANSWERPRINT_API int answerprint_ocio_shown(void *handle, const char *from, const char *display, const char *view, int exact, void **processor, char *message, int size) {
  return told(message, size, [&] {
    return finish(static_cast<Config *>(handle)->config->getProcessor(from, display, view, OCIO::TRANSFORM_DIR_FORWARD), exact, processor);
  });
}

// A transform that is built into OpenColorIO, by the name of its style.
ANSWERPRINT_API int answerprint_ocio_builtin(const char *style, int inverse, int exact, void **processor, char *message, int size) {
  return told(message, size, [&] {
    auto transform = OCIO::BuiltinTransform::Create();
    transform->setStyle(style);
    transform->setDirection(inverse ? OCIO::TRANSFORM_DIR_INVERSE : OCIO::TRANSFORM_DIR_FORWARD);
    return finish(OCIO::Config::CreateRaw()->getProcessor(transform), exact, processor);
  });
}

// A lookup table or a colour decision in a file. Interpolation: 0 linear, 1 tetrahedral.
ANSWERPRINT_API int answerprint_ocio_file(const char *path, int interpolation, int exact, void **processor, char *message, int size) {
  return told(message, size, [&] {
    OCIO::SetLoggingLevel(OCIO::LOGGING_LEVEL_NONE);
    auto transform = OCIO::FileTransform::Create();
    transform->setSrc(path);
    transform->setInterpolation(interpolation == 1 ? OCIO::INTERP_TETRAHEDRAL : OCIO::INTERP_LINEAR);
    return finish(OCIO::Config::CreateRaw()->getProcessor(transform), exact, processor);
  });
}

// A colour decision (ASC CDL): slope, offset, power of red, green, blue, then saturation. clamp: 1 as the ASC's version 1.2 says.
ANSWERPRINT_API int answerprint_ocio_cdl(const double *ten, int clamp, void **processor, char *message, int size) {
  return told(message, size, [&] {
    auto cdl = OCIO::CDLTransform::Create();
    cdl->setSlope(ten);
    cdl->setOffset(ten + 3);
    cdl->setPower(ten + 6);
    cdl->setSat(ten[9]);
    cdl->setStyle(clamp ? OCIO::CDL_ASC : OCIO::CDL_NO_CLAMP);
    return finish(OCIO::Config::CreateRaw()->getProcessor(cdl), 1, processor);
  });
}

ANSWERPRINT_API int answerprint_ocio_processor_id(void *processor, char *id, int size) {
  return guarded([&] {
    put(id, size, static_cast<Processor *>(processor)->cpu->getCacheID());
    return 0;
  });
}

// Planes of floats in place; alpha may be null. Calls may run side by side.
ANSWERPRINT_API int answerprint_ocio_apply(void *processor, float *red, float *green, float *blue, float *alpha, int count) {
  return guarded([&] {
    if (count < 1) return 0;
    OCIO::PlanarImageDesc image(red, green, blue, alpha, count, 1);
    static_cast<Processor *>(processor)->cpu->apply(image);
    return 0;
  });
}

ANSWERPRINT_API void answerprint_ocio_drop(void *processor) { delete static_cast<Processor *>(processor); }
