#include <bits/stdc++.h>
#include <fcntl.h>
#include <unistd.h>

namespace rlvr {

struct Node {
  char kind = 'n';  // n null, t true, f false, i integer, s string, a array, o object
  std::string text;
  std::vector<Node> items;
  std::vector<std::pair<std::string, Node>> fields;

  const Node *find(const std::string &name) const {
    for (const auto &field : fields)
      if (field.first == name) return &field.second;
    return nullptr;
  }
};

struct Unfit : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Parser {
 public:
  explicit Parser(const std::string &text) : text(text) {}

  Node parse(int depth = 0) {
    if (depth > 300) throw Unfit("nested too deeply");
    blank();
    Node node;
    char c = peek();
    if (c == '"') {
      node.kind = 's';
      node.text = string();
    } else if (c == '[') {
      node.kind = 'a';
      list(']', [&] { node.items.push_back(parse(depth + 1)); });
    } else if (c == '{') {
      node.kind = 'o';
      list('}', [&] {
        blank();
        std::string name = string();
        blank();
        at++;
        node.fields.emplace_back(name, parse(depth + 1));
      });
    } else if (text.compare(at, 4, "null") == 0 || text.compare(at, 4, "true") == 0) {
      node.kind = text[at];
      at += 4;
    } else if (text.compare(at, 5, "false") == 0) {
      node.kind = 'f';
      at += 5;
    } else {
      node.kind = 'i';
      while (at < text.size() && (std::isdigit((unsigned char)text[at]) || text[at] == '-')) node.text += text[at++];
      if (node.text.empty()) throw Unfit("not readable");
    }
    return node;
  }

 private:
  const std::string &text;
  std::size_t at = 0;

  char peek() { return at < text.size() ? text[at] : '\0'; }

  void blank() {
    while (at < text.size() && text[at] == ' ') at++;
  }

  template <class F>
  void list(char end, F item) {
    at++;
    blank();
    if (peek() == end) {
      at++;
      return;
    }
    for (;;) {
      item();
      blank();
      char c = peek();
      at++;
      if (c == end) return;
      if (c != ',') throw Unfit("not readable");
    }
  }

  std::string string() {
    std::string out;
    at++;
    while (at < text.size() && text[at] != '"') {
      char c = text[at++];
      if (c != '\\') {
        out += c;
        continue;
      }
      c = text[at++];
      if (c == 'u') {
        unsigned code = unit();
        if (code >= 0xd800 && code < 0xdc00 && text.compare(at, 2, "\\u") == 0) {
          at += 2;
          code = 0x10000 + ((code - 0xd800) << 10) + (unit() - 0xdc00);
        }
        utf8(code, out);
      } else {
        out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b' : c == 'f' ? '\f' : c;
      }
    }
    at++;
    return out;
  }

  unsigned unit() {
    unsigned code = std::stoul(text.substr(at, 4), nullptr, 16);
    at += 4;
    return code;
  }

  static void utf8(unsigned code, std::string &out) {
    if (code < 0x80) {
      out += (char)code;
    } else if (code < 0x800) {
      out += (char)(0xc0 | code >> 6);
      out += (char)(0x80 | (code & 63));
    } else if (code < 0x10000) {
      out += (char)(0xe0 | code >> 12);
      out += (char)(0x80 | (code >> 6 & 63));
      out += (char)(0x80 | (code & 63));
    } else {
      out += (char)(0xf0 | code >> 18);
      out += (char)(0x80 | (code >> 12 & 63));
      out += (char)(0x80 | (code >> 6 & 63));
      out += (char)(0x80 | (code & 63));
    }
  }
};

/** Bytes that are no UTF-8 become question marks. */
inline void quote(const std::string &text, std::string &out) {
  out += '"';
  char buffer[16];
  for (std::size_t i = 0; i < text.size();) {
    unsigned char c = text[i];
    int more = c < 0x80 ? 0 : c >= 0xf0 && c < 0xf8 ? 3 : c >= 0xe0 && c < 0xf0 ? 2 : c >= 0xc0 && c < 0xe0 ? 1 : -1;
    unsigned code = more == 0 ? c : more < 0 ? '?' : c & (0x3f >> more);
    i++;
    for (; more > 0; more--, i++) {
      if (i >= text.size() || (text[i] & 0xc0) != 0x80) {
        code = '?';
        break;
      }
      code = code << 6 | (text[i] & 0x3f);
    }
    if (code == '"' || code == '\\') {
      out += '\\';
      out += (char)code;
    } else if (code >= 0x20 && code < 0x7f) {
      out += (char)code;
    } else if (code < 0x10000) {
      std::snprintf(buffer, sizeof buffer, "\\u%04x", code);
      out += buffer;
    } else {
      code -= 0x10000;
      std::snprintf(buffer, sizeof buffer, "\\u%04x\\u%04x", 0xd800 + (code >> 10 & 0x3ff), 0xdc00 + (code & 0x3ff));
      out += buffer;
    }
  }
  out += '"';
}

inline const std::string &tag(const Node &node) {
  if (node.kind != 'a' || node.items.empty()) throw Unfit("an argument has another type");
  return node.items[0].text;
}

inline long double real(const Node &node) {
  if (node.kind == 'i') return std::stold(node.text);
  if (tag(node) == "i") return (long double)std::stoull(node.items[1].text, nullptr, 16);
  if (tag(node) != "f") throw Unfit("an argument is no number");
  return std::stold(node.items[1].text);
}

/** How a type is called, written and read. Types without an entry here cannot cross. */
template <class T, class = void>
struct Codec {
  static_assert(sizeof(T) == 0, "rlvr4j: a type of the signature cannot cross from process to process");
};

template <>
struct Codec<bool> {
  static std::string name() { return "bool"; }
  static void write(bool value, std::string &out) { out += value ? "true" : "false"; }
  static bool read(const Node &node) {
    if (node.kind != 't' && node.kind != 'f') throw Unfit("an argument is no truth value");
    return node.kind == 't';
  }
};

template <>
struct Codec<char> {
  static std::string name() { return "char"; }
  static void write(char value, std::string &out) { quote(std::string(1, value), out); }
  static char read(const Node &node) {
    if (node.kind == 'i') return (char)std::stoi(node.text);
    if (node.kind != 's' || node.text.size() != 1) throw Unfit("an argument is no character");
    return node.text[0];
  }
};

template <class T>
struct Codec<T, std::enable_if_t<std::is_integral<T>::value && !std::is_same<T, bool>::value &&
                                 !std::is_same<T, char>::value>> {
  static std::string name() {
    if (std::is_same<T, int>::value) return "int";
    if (std::is_same<T, long>::value) return "long";
    if (std::is_same<T, long long>::value) return "long long";
    if (std::is_same<T, unsigned>::value) return "unsigned int";
    if (std::is_same<T, unsigned long>::value) return "unsigned long";
    if (std::is_same<T, unsigned long long>::value) return "unsigned long long";
    if (std::is_same<T, short>::value) return "short";
    if (std::is_same<T, unsigned short>::value) return "unsigned short";
    return std::is_same<T, signed char>::value ? "signed char" : "unsigned char";
  }
  static void write(T value, std::string &out) {
    const auto limit = 1ull << 53;
    if (value < 0 ? (unsigned long long)-(value + 1) < limit - 1 : (unsigned long long)value < limit) {
      out += std::to_string(value);
      return;
    }
    char buffer[32];
    unsigned long long size = value < 0 ? 0ull - (unsigned long long)value : (unsigned long long)value;
    std::snprintf(buffer, sizeof buffer, "[\"i\",\"%s%llx\"]", value < 0 ? "-" : "", size);
    out += buffer;
  }
  static T read(const Node &node) {
    if (node.kind == 'i') return checked(node.text, 10);
    if (tag(node) == "i") return checked(node.items[1].text, 16);
    if (tag(node) == "f") {
      long double value = std::stold(node.items[1].text);
      if (value == (long double)(T)value) return (T)value;
    }
    throw Unfit("an argument is no integer of this type");
  }
  static T checked(const std::string &text, int base) {
    if (std::is_unsigned<T>::value) {
      unsigned long long value = std::stoull(text, nullptr, base);
      if (text[0] == '-' || value > (unsigned long long)std::numeric_limits<T>::max()) throw Unfit("too large");
      return (T)value;
    }
    long long value = std::stoll(text, nullptr, base);
    if (value < (long long)std::numeric_limits<T>::min() || value > (long long)std::numeric_limits<T>::max())
      throw Unfit("an argument is too large for its type");
    return (T)value;
  }
};

template <class T>
struct Codec<T, std::enable_if_t<std::is_floating_point<T>::value>> {
  static std::string name() {
    return std::is_same<T, float>::value ? "float" : std::is_same<T, double>::value ? "double" : "long double";
  }
  static void write(T value, std::string &out) {
    char buffer[64];
    if (std::isnan(value)) {
      out += "[\"f\",\"nan\"]";
    } else if (std::isinf(value)) {
      out += value > 0 ? "[\"f\",\"inf\"]" : "[\"f\",\"-inf\"]";
    } else {
      // a float is written with the digits that it has, so that 0.1f is 0.1
      std::snprintf(buffer, sizeof buffer, "[\"f\",\"%.*g\"]", std::is_same<T, float>::value ? 9 : 17, (double)value);
      out += buffer;
    }
  }
  static T read(const Node &node) { return (T)real(node); }
};

template <>
struct Codec<std::string> {
  static std::string name() { return "std::string"; }
  static void write(const std::string &value, std::string &out) { quote(value, out); }
  static std::string read(const Node &node) {
    if (node.kind != 's') throw Unfit("an argument is no string");
    return node.text;
  }
};

template <class C>
void write_all(const char *tag, const C &items, std::string &out) {
  out += tag;
  for (const auto &item : items) {
    out += ',';
    Codec<typename C::value_type>::write(item, out);
  }
  out += ']';
}

inline bool is_sequence(const Node &node) { return tag(node) == "l" || tag(node) == "t"; }

template <class C>
struct SequenceCodec {
  using T = typename C::value_type;
  static void write(const C &value, std::string &out) { write_all("[\"l\"", value, out); }
  static C read(const Node &node) {
    if (!is_sequence(node)) throw Unfit("an argument is no list");
    C out;
    for (std::size_t i = 1; i < node.items.size(); i++) out.insert(out.end(), Codec<T>::read(node.items[i]));
    return out;
  }
};

template <class T>
struct Codec<std::vector<T>> : SequenceCodec<std::vector<T>> {
  static std::string name() { return "std::vector<" + Codec<T>::name() + ">"; }
};
template <class T>
struct Codec<std::list<T>> : SequenceCodec<std::list<T>> {
  static std::string name() { return "std::list<" + Codec<T>::name() + ">"; }
};
template <class T>
struct Codec<std::deque<T>> : SequenceCodec<std::deque<T>> {
  static std::string name() { return "std::deque<" + Codec<T>::name() + ">"; }
};

template <class T, std::size_t N>
struct Codec<std::array<T, N>> {
  static std::string name() { return "std::array<" + Codec<T>::name() + "," + std::to_string(N) + ">"; }
  static void write(const std::array<T, N> &value, std::string &out) { write_all("[\"l\"", value, out); }
  static std::array<T, N> read(const Node &node) {
    if (!is_sequence(node) || node.items.size() != N + 1) throw Unfit("an argument has another length");
    std::array<T, N> out;
    for (std::size_t i = 0; i < N; i++) out[i] = Codec<T>::read(node.items[i + 1]);
    return out;
  }
};

template <class C>
struct SetCodec {
  using T = typename C::value_type;
  static void write(const C &value, std::string &out) { write_all("[\"s\"", value, out); }
  static C read(const Node &node) {
    if (tag(node) != "s" && tag(node) != "z" && !is_sequence(node)) throw Unfit("an argument is no set");
    C out;
    for (std::size_t i = 1; i < node.items.size(); i++) out.insert(Codec<T>::read(node.items[i]));
    return out;
  }
};
template <class T>
struct Codec<std::set<T>> : SetCodec<std::set<T>> {
  static std::string name() { return "std::set<" + Codec<T>::name() + ">"; }
};
template <class T>
struct Codec<std::unordered_set<T>> : SetCodec<std::unordered_set<T>> {
  static std::string name() { return "std::unordered_set<" + Codec<T>::name() + ">"; }
};

template <class C>
struct MapCodec {
  using K = typename C::key_type;
  using V = typename C::mapped_type;
  static void write(const C &value, std::string &out) {
    out += "[\"d\"";
    for (const auto &entry : value) {
      out += ',';
      Codec<K>::write(entry.first, out);
      out += ',';
      Codec<V>::write(entry.second, out);
    }
    out += ']';
  }
  static C read(const Node &node) {
    if (tag(node) != "d" && tag(node) != "m") throw Unfit("an argument is no map");
    C out;
    for (std::size_t i = 1; i + 1 < node.items.size(); i += 2) out[key(node.items[i])] = Codec<V>::read(node.items[i + 1]);
    return out;
  }
  /** JSON has string keys only. */
  static K key(const Node &node) {
    if (std::is_arithmetic<K>::value && !std::is_same<K, char>::value && node.kind == 's') {
      Node number = node;
      number.kind = 'i';
      return Codec<K>::read(number);
    }
    return Codec<K>::read(node);
  }
};
template <class K, class V>
struct Codec<std::map<K, V>> : MapCodec<std::map<K, V>> {
  static std::string name() { return "std::map<" + Codec<K>::name() + "," + Codec<V>::name() + ">"; }
};
template <class K, class V>
struct Codec<std::unordered_map<K, V>> : MapCodec<std::unordered_map<K, V>> {
  static std::string name() { return "std::unordered_map<" + Codec<K>::name() + "," + Codec<V>::name() + ">"; }
};

template <class A, class B>
struct Codec<std::pair<A, B>> {
  static std::string name() { return "std::pair<" + Codec<A>::name() + "," + Codec<B>::name() + ">"; }
  static void write(const std::pair<A, B> &value, std::string &out) {
    out += "[\"t\",";
    Codec<A>::write(value.first, out);
    out += ',';
    Codec<B>::write(value.second, out);
    out += ']';
  }
  static std::pair<A, B> read(const Node &node) {
    if (!is_sequence(node) || node.items.size() != 3) throw Unfit("an argument is no pair");
    return {Codec<A>::read(node.items[1]), Codec<B>::read(node.items[2])};
  }
};

template <class... A>
struct Codec<std::tuple<A...>> {
  static std::string name() {
    std::string out;
    ((out += (out.empty() ? "" : ",") + Codec<A>::name()), ...);
    return "std::tuple<" + out + ">";
  }
  static void write(const std::tuple<A...> &value, std::string &out) {
    out += "[\"t\"";
    std::apply([&](const A &...item) { ((out += ',', Codec<A>::write(item, out)), ...); }, value);
    out += ']';
  }
  static std::tuple<A...> read(const Node &node) {
    if (!is_sequence(node) || node.items.size() != sizeof...(A) + 1) throw Unfit("an argument is no tuple");
    std::size_t i = 1;
    return std::tuple<A...>{Codec<A>::read(node.items[i++])...};
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static std::string name() { return "std::optional<" + Codec<T>::name() + ">"; }
  static void write(const std::optional<T> &value, std::string &out) {
    if (value) {
      Codec<T>::write(*value, out);
    } else {
      out += "null";
    }
  }
  static std::optional<T> read(const Node &node) {
    if (node.kind == 'n') return std::nullopt;
    return Codec<T>::read(node);
  }
};

template <class T>
using Plain = std::remove_cv_t<std::remove_reference_t<T>>;

template <class T>
std::string type_name() {
  if constexpr (std::is_void<T>::value) {
    return "void";
  } else {
    std::string name = Codec<Plain<T>>::name();
    if (std::is_const<std::remove_reference_t<T>>::value) name = "const " + name;
    return std::is_lvalue_reference<T>::value ? name + "&" : name;
  }
}

template <class T>
constexpr bool is_changeable = std::is_lvalue_reference<T>::value && !std::is_const<std::remove_reference_t<T>>::value;

/** Lines over private copies of standard input and output. */
class Pipe {
 public:
  Pipe() : input(dup(0)), output(dup(1)) {
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, 0);
    dup2(nothing, 1);
  }

  bool receive(std::string &line) {
    line.clear();
    for (;;) {
      auto end = buffer.find('\n');
      if (end != std::string::npos) {
        line = buffer.substr(0, end);
        buffer.erase(0, end + 1);
        return true;
      }
      char chunk[65536];
      ssize_t count = read(input, chunk, sizeof chunk);
      if (count <= 0) return false;
      buffer.append(chunk, count);
    }
  }

  void send(std::string line) {
    line += '\n';
    std::size_t sent = 0;
    while (sent < line.size()) {
      ssize_t count = write(output, line.data() + sent, line.size() - sent);
      if (count <= 0) _exit(3);
      sent += count;
    }
  }

 private:
  int input, output;
  std::string buffer;
};

inline std::vector<std::string> exception_names(const std::exception &problem) {
  if (dynamic_cast<const std::out_of_range *>(&problem)) return {"std::out_of_range"};
  if (dynamic_cast<const std::invalid_argument *>(&problem)) return {"std::invalid_argument"};
  if (dynamic_cast<const std::domain_error *>(&problem)) return {"std::domain_error"};
  if (dynamic_cast<const std::length_error *>(&problem)) return {"std::length_error"};
  if (dynamic_cast<const std::logic_error *>(&problem)) return {"std::logic_error"};
  if (dynamic_cast<const std::overflow_error *>(&problem)) return {"std::overflow_error"};
  if (dynamic_cast<const std::underflow_error *>(&problem)) return {"std::underflow_error"};
  if (dynamic_cast<const std::range_error *>(&problem)) return {"std::range_error"};
  if (dynamic_cast<const std::runtime_error *>(&problem)) return {"std::runtime_error"};
  return {"std::exception"};
}

[[noreturn]] inline void raise(const std::string &name, const std::string &message) {
  if (name == "std::out_of_range") throw std::out_of_range(message);
  if (name == "std::invalid_argument") throw std::invalid_argument(message);
  if (name == "std::domain_error") throw std::domain_error(message);
  if (name == "std::length_error") throw std::length_error(message);
  if (name == "std::logic_error") throw std::logic_error(message);
  if (name == "std::overflow_error") throw std::overflow_error(message);
  if (name == "std::underflow_error") throw std::underflow_error(message);
  if (name == "std::range_error") throw std::range_error(message);
  throw std::runtime_error(message);
}

}  // namespace rlvr
